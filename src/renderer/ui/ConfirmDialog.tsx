import { Alert, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { appPlace } from './place';

/** Asks once before what cannot be undone, in words that say what will happen. `onDone` gives the trouble, or null. */
export function ConfirmDialog(props: {
  title: string;
  text: string;
  confirm: string;
  /** False: something is still missing. */
  ready?: boolean;
  children?: ReactNode;
  onCancel: () => void;
  onDone: () => Promise<string | null>;
}) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const done = async () => {
    setBusy(true);
    setTrouble(await props.onDone());
    setBusy(false);
  };
  return (
    <Modal
      open
      getContainer={appPlace}
      title={props.title}
      okText={props.confirm}
      okButtonProps={{ danger: true, disabled: props.ready === false, loading: busy }}
      cancelText="返回"
      onCancel={props.onCancel}
      onOk={() => void done()}
    >
      <p>{props.text}</p>
      {props.children}
      {trouble && <Alert type="error" showIcon style={{ marginTop: 10 }} title={trouble} />}
    </Modal>
  );
}
