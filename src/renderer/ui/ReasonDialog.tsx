import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { appPlace } from './place';

/** Asks once, in words that say what will happen, and takes the clerk's reason. `onDone` gives the trouble, or null. */
export function ReasonDialog(props: {
  title: string;
  text: string;
  confirm: string;
  placeholder?: string;
  onCancel: () => void;
  onDone: (reason: string) => Promise<string | null>;
}) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const done = async () => {
    setBusy(true);
    setTrouble(await props.onDone(reason.trim()));
    setBusy(false);
  };
  return (
    <Modal
      open
      getContainer={appPlace}
      title={props.title}
      okText={props.confirm}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: busy }}
      cancelText="返回"
      onCancel={props.onCancel}
      onOk={() => void done()}
    >
      <p>{props.text}</p>
      <Input.TextArea
        autoFocus
        aria-label="原因"
        placeholder={props.placeholder ?? '请写明原因（必填，记入流水账）'}
        maxLength={500}
        rows={3}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {trouble && <Alert type="error" title={trouble} showIcon style={{ marginTop: 10 }} />}
    </Modal>
  );
}
