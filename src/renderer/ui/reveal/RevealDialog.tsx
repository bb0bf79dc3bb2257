import { Modal } from 'antd';
import { useState } from 'react';
import { type MaskedField, type RevealedRecord, reasonTrouble } from '#shared/access/access';
import { appPlace } from '../place';
import { useDesk } from '../useDesk';
import { WhyFields } from './WhyFields';

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
  onRevealed: (reason: string) => void;
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
    onRevealed(reason.trim());
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
      <WhyFields
        noted="看了谁的哪个号码"
        usual={USUAL}
        reason={reason}
        onReason={(text) => {
          setReason(text);
          setTrouble(null);
        }}
        onEnter={() => void reveal()}
        trouble={trouble}
      />
    </Modal>
  );
}
