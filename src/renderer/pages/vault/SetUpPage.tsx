import { Alert, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { VaultState } from '#shared/vault/calls';
import { type SecretKind, secretTrouble } from '#shared/vault/secretRules';
import type { VaultDesk } from '../../desk/vault/vaultDesk';
import { isRecoveryKey, recoveryKeyOf } from '../../ui/RecoveryBox';
import { type NewSecret, NO_SECRET, SecretFields, secretReady } from '../../ui/SecretFields';
import { WholeScreen } from '../../ui/WholeScreen';
import { noteLastClerk } from './lastClerk';
import { RecoveryField } from './RecoveryField';
import { RestorePage } from './RestorePage';

/** The first clerk makes the vault, and administers it from then on. */
export function SetUpPage(props: {
  vault: VaultDesk;
  state: VaultState;
  onDone: (state: VaultState) => void;
}) {
  const { vault, state, onDone } = props;
  const [name, setName] = useState('');
  const [staffNo, setStaffNo] = useState('');
  const [typed, setTyped] = useState(NO_SECRET);
  const [recovery, setRecovery] = useState<string | null | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [restoring, setRestoring] = useState(false);
  if (restoring) return <RestorePage restore={vault.restore} onBack={() => setRestoring(false)} />;
  const owner = { name, staffNo };
  const missing = missingIn({ name, staffNo, typed, recovery }, state.secretKind);
  const setUp = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (missing !== null) {
      setTrouble(missing.text);
      return document.getElementById(missing.at)?.focus();
    }
    setBusy(true);
    setTrouble(null);
    const done = await vault.setUp({
      name: name.trim(),
      staffNo: staffNo.trim(),
      secret: typed.secret,
      recovery: typeof recovery === 'string' ? recoveryKeyOf(recovery) : null,
    });
    setBusy(false);
    if (done.ok) {
      if (done.value.current) noteLastClerk(done.value.current.id);
      onDone(done.value);
    } else setTrouble(done.error.text);
  };
  return (
    <WholeScreen
      title="设置本机口令"
      text="本机上的资料从现在起都加密，凭口令才能打开。第一个设置的人是本机管理员，其他经办人由他在“设置”里录用。"
    >
      <form className="vault-form" onSubmit={(event) => void setUp(event)}>
        <div className="vault-pair">
          <div className="vault-field">
            <label htmlFor="set-up-name">姓名</label>
            <Input
              id="set-up-name"
              autoFocus
              autoComplete="off"
              maxLength={40}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          <div className="vault-field">
            <label htmlFor="set-up-no">工号</label>
            <Input
              id="set-up-no"
              autoComplete="off"
              maxLength={20}
              value={staffNo}
              onChange={(event) => setStaffNo(event.target.value)}
            />
          </div>
        </div>
        <SecretFields id="set-up" typed={typed} onChange={setTyped} kind={state.secretKind} owner={owner} />
        <RecoveryField value={recovery} onChange={setRecovery} />
        {trouble && <Alert type="error" showIcon title={trouble} role="alert" />}
        <Button type="primary" htmlType="submit" loading={busy}>
          {busy ? '正在设置…' : '设置并登录'}
        </Button>
        <Button type="link" disabled={busy} onClick={() => setRestoring(true)}>
          有原来的备份？从备份恢复…
        </Button>
      </form>
    </WholeScreen>
  );
}

interface Typed {
  readonly name: string;
  readonly staffNo: string;
  readonly typed: NewSecret;
  readonly recovery: string | null | undefined;
}

/** What is still wanted, and which box it is typed into; null: nothing. */
function missingIn(
  { name, staffNo, typed, recovery }: Typed,
  kind: SecretKind,
): { readonly text: string; readonly at: string } | null {
  if (name.trim() === '') return { text: '请填写姓名。', at: 'set-up-name' };
  if (staffNo.trim() === '') return { text: '请填写工号。', at: 'set-up-no' };
  if (secretTrouble(typed.secret, kind, { name, staffNo }) !== null)
    return { text: '口令还不能用，原因见口令下面。', at: 'set-up-secret' };
  if (!secretReady(typed, kind, { name, staffNo }))
    return { text: '两次输入的口令不一样，请再输一次。', at: 'set-up-again' };
  if (recovery === undefined)
    return { text: '请选择县级恢复公钥现在填，还是暂时没有。', at: 'set-up-recovery' };
  if (recovery !== null && !isRecoveryKey(recovery))
    return { text: '恢复公钥不对：应为 64 个字符。没有的请选“暂时没有”。', at: 'set-up-recovery-key' };
  return null;
}
