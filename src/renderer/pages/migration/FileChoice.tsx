import { Button } from 'antd';
import { useRef } from 'react';
import { WorkbookInput } from '../../ui/batch/WorkbookInput';

/** One file of several: a button that names what it is for, and the name of what was chosen. */
export function FileChoice(props: { label: string; file: File | null; onPick: (file: File) => void }) {
  const box = useRef<HTMLInputElement>(null);
  return (
    <div className="buttons">
      <WorkbookInput label={props.label} box={box} onFile={props.onPick} />
      <Button onClick={() => box.current?.click()}>{props.label}…</Button>
      <span className={props.file === null ? 'mute' : 'cut'}>{props.file?.name ?? '还没有选'}</span>
    </div>
  );
}
