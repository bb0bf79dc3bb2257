import { Alert, Modal } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { appPlace } from '../../../ui/place';

/** What a dialog of this card is given. */
export interface DialogEnd {
  onClose: () => void;
  /** With what to say of it. */
  onDone: (words: string) => void;
}

/** A small form that changes something of the vault; Enter does it. `onSend` gives the trouble, or null. */
export function VaultDialog(props: {
  title: string;
  text: string;
  confirm: string;
  danger?: boolean;
  /** Why it cannot be done yet; null: it can. */
  missing: string | null;
  children?: ReactNode;
  onClose: () => void;
  onSend: () => Promise<string | null>;
}) {
  const form = useId();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  // What was amiss is said until it is mended.
  useEffect(() => setTrouble(null), [props.missing]);
  const send = async () => {
    if (busy) return;
    if (props.missing !== null) return setTrouble(props.missing);
    setBusy(true);
    setTrouble(null);
    const said = await props.onSend();
    setBusy(false);
    setTrouble(said);
  };
  return (
    <Modal
      open
      getContainer={appPlace}
      title={props.title}
      okText={props.confirm}
      okButtonProps={{ danger: props.danger ?? false, loading: busy, htmlType: 'submit', form }}
      cancelText="返回"
      onCancel={props.onClose}
    >
      <form
        id={form}
        className="vault-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{props.text}</p>
        {props.children}
        {trouble !== null && <Alert type="error" showIcon title={trouble} role="alert" />}
      </form>
    </Modal>
  );
}
