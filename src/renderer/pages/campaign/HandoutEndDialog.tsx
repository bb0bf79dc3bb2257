import { Alert, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { HandoutEnding, HandoutState } from '#shared/campaign/handout';
import { appPlace } from '../../ui/place';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { END_WORDS, outWords } from './handoutWords';

/** 登记去向: a handout came back, was destroyed before a witness, or is lost. */
export function HandoutEndDialog(props: {
  state: HandoutState;
  onDone: (text: string) => void;
  onClose: () => void;
}) {
  const { handout } = props.state;
  const desk = useDesk();
  const { day } = useDeskSnapshot();
  const [ending, setEnding] = useState<HandoutEnding>({
    how: 'returned',
    on: day,
    by: handout.receiver,
    witness: '',
    note: '',
  });
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const change = (part: Partial<HandoutEnding>) => {
    setEnding({ ...ending, ...part });
    setTrouble(null);
  };
  const done = async () => {
    setBusy(true);
    const ended = await desk.handouts.end(handout.id, ending);
    setBusy(false);
    if (!ended.ok) return setTrouble(ended.error.text);
    props.onDone(`${outWords(props.state)}已登记${END_WORDS[ending.how]}。`);
  };
  return (
    <Modal
      open
      getContainer={appPlace}
      title="登记去向"
      okText="登记"
      okButtonProps={{ loading: busy }}
      cancelText="返回"
      onCancel={props.onClose}
      onOk={() => void done()}
    >
      <p>
        {outWords(props.state)}，{handout.copies} 份，领用人{handout.receiver}。登记后不能再改。
      </p>
      <p className="mute">页眉：{handout.watermark}</p>
      <div className="dispatch-form">
        <span id="how">去向</span>
        <Radio.Group
          aria-labelledby="how"
          value={ending.how}
          onChange={(event) => change({ how: event.target.value as HandoutEnding['how'] })}
        >
          {(['returned', 'destroyed', 'lost'] as const).map((value) => (
            <Radio key={value} value={value} autoFocus={value === 'returned'}>
              {END_WORDS[value]}
            </Radio>
          ))}
        </Radio.Group>
        <label htmlFor="ended-on">日期</label>
        <Input
          id="ended-on"
          value={ending.on}
          maxLength={10}
          onChange={(event) => change({ on: event.target.value.trim() })}
        />
        <label htmlFor="ended-by">经手人</label>
        <Input
          id="ended-by"
          value={ending.by}
          maxLength={40}
          onChange={(event) => change({ by: event.target.value })}
        />
        <label htmlFor="witness">见证人</label>
        <Input
          id="witness"
          value={ending.witness}
          maxLength={40}
          placeholder={ending.how === 'returned' ? '可以不填' : '必填'}
          onChange={(event) => change({ witness: event.target.value })}
        />
        <label htmlFor="ended-note">说明</label>
        <Input
          id="ended-note"
          value={ending.note}
          maxLength={200}
          placeholder={ending.how === 'lost' ? '怎样遗失的、报告了谁（必填）' : '可以不填'}
          onChange={(event) => change({ note: event.target.value })}
        />
      </div>
      {trouble && <Alert type="error" title={trouble} showIcon />}
    </Modal>
  );
}
