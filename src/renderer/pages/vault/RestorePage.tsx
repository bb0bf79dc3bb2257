import { Alert, Button, Input, Select } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Restored, RestoreOffer } from '#shared/backup/calls';
import type { RestoreDesk } from '../../desk/vault/restoreDesk';
import { longMoment } from '../../ui/moments';
import { WholeScreen } from '../../ui/WholeScreen';

/** 恢复: a backup is chosen, a clerk's secret opens it, and the program starts again as that desk. */
export function RestorePage({ restore, onBack }: { restore: RestoreDesk; onBack: () => void }) {
  const [offer, setOffer] = useState<RestoreOffer | null>(null);
  const [id, setId] = useState<string | null>(null);
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState<'choose' | 'open' | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [done, setDone] = useState<Restored | null>(null);
  const box = useRef<HTMLDivElement>(null);
  // Whoever has chosen a file types next.
  useEffect(() => {
    if (offer !== null) box.current?.querySelector('input')?.focus();
  }, [offer]);
  const choose = async () => {
    setBusy('choose');
    setTrouble(null);
    const found = await restore.choose();
    setBusy(null);
    if (!found.ok) return setTrouble(found.error.text);
    if (found.value === null) return;
    setOffer(found.value);
    setId(found.value.clerks[0]?.id ?? null);
    setSecret('');
  };
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (busy !== null || id === null) return;
    if (secret === '') return setTrouble('请输入口令。');
    setBusy('open');
    setTrouble(null);
    const opened = await restore.open({ id, secret });
    setBusy(null);
    setSecret('');
    if (opened.ok) setDone(opened.value);
    else setTrouble(opened.error.text);
  };
  if (done !== null)
    return (
      <WholeScreen
        title="备份已打开并核对"
        text={`“${done.deskName}”的流水账 ${done.entries} 笔、${done.files} 个文件都完好。参保台正在重新打开，请用原来的口令登录。`}
        busy
      />
    );
  return (
    <WholeScreen
      title="从备份恢复"
      text="换了电脑，或原来的电脑坏了：用最近的备份接着办。备份之后上传过的业务会从平台取回；没有上传过的要对照纸质单据重新办理。"
    >
      <form className="vault-form" onSubmit={(event) => void open(event)}>
        <div className="buttons">
          <Button
            autoFocus
            loading={busy === 'choose'}
            disabled={busy === 'open'}
            onClick={() => void choose()}
          >
            {offer === null ? '选择备份文件…' : '换一份备份…'}
          </Button>
          <Button type="link" disabled={busy !== null} onClick={onBack}>
            不恢复，新设置本机
          </Button>
        </div>
        {offer && (
          <>
            <dl className="facts">
              <dt>备份</dt>
              <dd>{offer.file}</dd>
              <dt>做于</dt>
              <dd>
                {longMoment(offer.at)}（参保台 {offer.program}）
              </dd>
            </dl>
            <div className="vault-pair">
              <div className="vault-field">
                <label htmlFor="restore-who">经办人</label>
                <Select
                  id="restore-who"
                  value={id}
                  onChange={setId}
                  options={offer.clerks.map((clerk) => ({
                    value: clerk.id,
                    label: `${clerk.name}（${clerk.staffNo}）`,
                  }))}
                />
              </div>
              <div className="vault-field" ref={box}>
                <label htmlFor="restore-secret">原来的口令</label>
                <Input
                  id="restore-secret"
                  type="password"
                  autoComplete="off"
                  value={secret}
                  onChange={(event) => setSecret(event.target.value)}
                />
              </div>
            </div>
          </>
        )}
        {trouble && <Alert type="error" showIcon title={trouble} role="alert" />}
        {offer && (
          <Button type="primary" htmlType="submit" loading={busy === 'open'} disabled={busy === 'choose'}>
            {busy === 'open' ? '正在打开并逐笔核对…' : '恢复'}
          </Button>
        )}
      </form>
    </WholeScreen>
  );
}
