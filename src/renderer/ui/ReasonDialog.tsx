import { Input } from 'antd';
import { useState } from 'react';
import { ConfirmDialog } from './ConfirmDialog';

/** Asks once, in words that say what will happen, and takes the clerk's reason. `onDone` gives the trouble, or null. */
export function ReasonDialog(props: {
  title: string;
  text: string;
  confirm: string;
  placeholder?: string;
  onCancel: () => void;
  onDone: (reason: string) => Promise<string | null>;
}) {
  const { placeholder = '请写明原因（必填，记入流水账）', onDone, ...dialog } = props;
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog {...dialog} ready={reason.trim() !== ''} onDone={() => onDone(reason.trim())}>
      <Input.TextArea
        autoFocus
        aria-label="原因"
        placeholder={placeholder}
        maxLength={500}
        rows={3}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}
