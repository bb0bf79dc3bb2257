import { Alert, Input, Modal, Select } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { reasonTrouble } from '#shared/access/access';
import { appPlace } from './place';
import { SecretBox } from './SecretBox';
import { useDesk, useDeskSnapshot } from './useDesk';

/** 两人授权: a colleague agrees with their own secret to a file with many whole numbers. It stands on whatever page asked for the file. */
export function SecondPersonDialog() {
  const { secondPerson } = useDesk();
  const waiting = useSyncExternalStore(secondPerson.subscribe, secondPerson.waiting);
  return waiting === null ? null : <Asked text={waiting.text} />;
}

function Asked({ text }: { text: string }) {
  const { secondPerson } = useDesk();
  const { vault } = useDeskSnapshot();
  const colleagues = (vault?.clerks ?? []).filter(({ id }) => id !== vault?.current?.id);
  const [id, setId] = useState<string | null>(colleagues.length === 1 ? (colleagues[0]?.id ?? null) : null);
  const [secret, setSecret] = useState('');
  const [purpose, setPurpose] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const agree = async () => {
    if (id === null || busy) return;
    const wrong = reasonTrouble(purpose);
    if (wrong !== null) return setTrouble(wrong.replace('请写明为什么要看', '请写明用途'));
    setBusy(true);
    const done = await secondPerson.vouch({ id, secret, purpose });
    setBusy(false);
    setSecret('');
    if (!done.ok) setTrouble(done.error.text);
  };
  return (
    <Modal
      open
      getContainer={appPlace}
      title="两人授权：带完整号码的文件"
      okText="同意并保存"
      okButtonProps={{ disabled: id === null || secret === '' || purpose.trim() === '', loading: busy }}
      cancelText="不保存"
      onCancel={secondPerson.decline}
      onOk={() => void agree()}
    >
      <p>{text}</p>
      <p className="mute">
        泄露或非法提供公民个人信息可能构成犯罪；履行职责中获得的，25
        条起就可能入刑（法释〔2017〕10号第五条）。谁导出、谁同意、作什么用，都记入查看记录。
      </p>
      {colleagues.length === 0 ? (
        <Alert
          type="warning"
          showIcon
          title="本机只有您一名经办人。请管理员在“设置”里录用另一名同事，或改导出遮住号码的文件。"
        />
      ) : (
        <form
          className="vault-form"
          onSubmit={(event) => {
            event.preventDefault();
            void agree();
          }}
        >
          <div className="vault-field">
            <label htmlFor="second-who">在场的同事</label>
            <Select
              id="second-who"
              value={id}
              placeholder="请选择"
              options={colleagues.map((one) => ({ value: one.id, label: `${one.name}（${one.staffNo}）` }))}
              onChange={setId}
            />
          </div>
          <div className="vault-field">
            <label htmlFor="second-purpose">用途</label>
            <Input
              id="second-purpose"
              value={purpose}
              maxLength={200}
              placeholder="例如：交上岭村核对参保人员"
              onChange={(event) => setPurpose(event.target.value)}
            />
          </div>
          <div className="vault-field">
            <label htmlFor="second-secret">同事本人的口令</label>
            <SecretBox id="second-secret" value={secret} onChange={setSecret} />
          </div>
          <button type="submit" hidden />
        </form>
      )}
      {trouble && <Alert type="error" showIcon style={{ marginTop: 10 }} title={trouble} />}
    </Modal>
  );
}
