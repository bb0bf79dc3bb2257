import { Button } from 'antd';
import { useRef } from 'react';

/** One file of several: a button that names what it is for, and the name of what was chosen. */
export function FileChoice(props: { label: string; file: File | null; onPick: (file: File) => void }) {
  const box = useRef<HTMLInputElement>(null);
  return (
    <div className="buttons">
      <input
        ref={box}
        type="file"
        accept=".xlsx,.xls,.xlsm,.csv,.txt"
        aria-label={props.label}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) props.onPick(file);
        }}
      />
      <Button onClick={() => box.current?.click()}>{props.label}…</Button>
      <span className={props.file === null ? 'mute' : 'cut'}>{props.file?.name ?? '还没有选'}</span>
    </div>
  );
}
