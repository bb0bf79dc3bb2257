import { Alert, Button, type InputRef, type RefSelectProps, Select } from 'antd';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { VaultState } from '#shared/vault/calls';
import type { DeskClerk } from '#shared/vault/clerk';
import type { VaultDesk } from '../../desk/vault/vaultDesk';
import { SecretBox } from '../../ui/SecretBox';
import { WholeScreen } from '../../ui/WholeScreen';
import { lastClerk, noteLastClerk } from './lastClerk';
import { useWait, waitWords } from './useWait';

const words = ({ name, staffNo }: DeskClerk): string => `${name}（工号 ${staffNo}）`;

/** Nobody is signed in: nothing of anybody is on the screen, and delivery goes on behind it. */
export function SignInPage(props: {
  vault: VaultDesk;
  state: VaultState;
  onDone: (state: VaultState) => void;
  onAsk: () => void;
}) {
  const { vault, state, onDone, onAsk } = props;
  const { clerks } = state;
  const [id, setId] = useState(() => lastClerk(clerks));
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const box = useRef<InputRef>(null);
  const chooser = useRef<RefSelectProps>(null);
  const toSecret = useCallback(() => setTimeout(() => box.current?.focus()), []);
  const wait = useWait(state.waits.find((one) => one.id === id)?.ms ?? 0, onAsk);
  const waits = wait > 0;
  useEffect(() => {
    if (id === null) chooser.current?.focus();
    else if (!waits) toSecret();
  }, [waits, id, toSecret]);

  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || waits) return;
    if (id === null) return setTrouble('请先选择是谁登录。');
    if (secret === '') return setTrouble('请输入口令。');
    setBusy(true);
    setTrouble(null);
    const done = await vault.signIn({ id, secret });
    setBusy(false);
    setSecret('');
    if (done.ok) {
      noteLastClerk(id);
      return onDone(done.value);
    }
    setTrouble(done.error.text);
    onAsk();
    toSecret();
  };

  return (
    <WholeScreen title="登录参保台" text={behind(state.undelivered)}>
      <form className="vault-form" onSubmit={(event) => void signIn(event)}>
        <div className="vault-field">
          <label htmlFor="sign-in-clerk">经办人</label>
          <Select
            id="sign-in-clerk"
            showSearch
            ref={chooser}
            value={id}
            placeholder="输入姓名或工号查找"
            optionFilterProp="label"
            options={clerks.map((clerk) => ({ value: clerk.id, label: words(clerk) }))}
            notFoundContent="本机没有这名经办人，请本机管理员录用。"
            getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
            onChange={(chosen: string) => {
              setId(chosen);
              setSecret('');
              setTrouble(null);
            }}
            onOpenChange={(open) => {
              if (!open && id !== null) toSecret();
            }}
            onSelect={toSecret}
          />
        </div>
        <div className="vault-field">
          <label htmlFor="sign-in-secret">口令</label>
          <SecretBox
            id="sign-in-secret"
            boxRef={box}
            value={secret}
            disabled={waits}
            wrong={trouble !== null}
            onChange={setSecret}
          />
        </div>
        {waits ? (
          <Alert
            type="warning"
            showIcon
            title={`错误次数太多，还要等 ${waitWords(wait)} 才能再试。`}
            description="关机、重新启动或改电脑时间都不会缩短；这台电脑要开着。别人可以照常登录。"
            role="status"
          />
        ) : (
          trouble && <Alert type="error" showIcon title={trouble} role="alert" />
        )}
        <Button type="primary" htmlType="submit" loading={busy} disabled={waits}>
          {busy ? '正在核对…' : '登录'}
        </Button>
      </form>
      <p className="mute vault-foot">
        忘了口令的，请本机管理员登录后在“设置”里重设；管理员也忘了的，请县级管理员用恢复密钥恢复。帮助{' '}
        <kbd>F1</kbd>
      </p>
    </WholeScreen>
  );
}

/** What goes on behind the locked desk. */
function behind(undelivered: number | null): string {
  if (undelivered === null) return '本机已锁定。登录后继续上传。';
  return undelivered > 0
    ? `本机已锁定，仍在上传：还有 ${undelivered} 笔待上传。`
    : '本机已锁定，没有待上传的业务。';
}
