import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { type MaskedField, type RevealedRecord, reasonTrouble } from '#shared/access/access';
import { appPlace } from '../place';
import { useDesk } from '../useDesk';

export const FIELD_WORDS: Readonly<Record<MaskedField, string>> = {
  certNo: '证件号码',
  phone: '联系电话',
  bankAccount: '银行账号',
};
const USUAL = ['核对本人身份证件', '联系本人或家属', '向平台或上级核实', '填写纸质材料'];

/** Asks why numbers are wanted, and has each noted before it is shown. */
export function RevealDialog(props: {
  /** Whose numbers. */
  of: RevealedRecord;
  who: string;
  fields: readonly MaskedField[];
  /** What the number is wanted for, where it is known already. */
  purpose?: string;
  place?: () => HTMLElement;
  onRevealed: () => void;
  onClose: () => void;
}) {
  const { of, who, fields, purpose, place = appPlace, onRevealed, onClose } = props;
  const desk = useDesk();
  const [reason, setReason] = useState(purpose ?? '');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const wrong = reasonTrouble(reason);
  const reveal = async () => {
    if (wrong) return setTrouble(wrong);
    setBusy(true);
    for (const field of fields) {
      const noted = await desk.access.reveal(of, field, reason.trim());
      if (noted.ok) continue;
      setBusy(false);
      return setTrouble(noted.error.text);
    }
    setBusy(false);
    onRevealed();
  };
  return (
    <Modal
      open
      getContainer={place}
      title={`查看${who}的完整${fields.map((field) => FIELD_WORDS[field]).join('、')}`}
      okText="记下并显示"
      okButtonProps={{ loading: busy, disabled: reason.trim() === '' }}
      cancelText="返回"
      onCancel={onClose}
      onOk={() => void reveal()}
    >
      <p>为什么要看（必填）。谁、什么时候、看了谁的哪个号码、为什么，会记入“设置”里的查看记录，不能删除。</p>
      <div className="buttons reveal-usual">
        {USUAL.map((text) => (
          <Button key={text} aria-pressed={reason === text} onClick={() => setReason(text)}>
            {text}
          </Button>
        ))}
      </div>
      <Input
        autoFocus
        aria-label="查看原因"
        placeholder="也可以自己写，不要写号码"
        maxLength={200}
        value={reason}
        onChange={(event) => {
          setReason(event.target.value);
          setTrouble(null);
        }}
        onPressEnter={() => void reveal()}
      />
      {trouble && <Alert type="error" title={trouble} showIcon className="reveal-trouble" />}
    </Modal>
  );
}
