import { Alert, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { VaultState } from '#shared/vault/calls';
import type { VaultDesk } from '../../desk/vault/vaultDesk';
import { isRecoveryKey, recoveryKeyOf } from '../../ui/RecoveryBox';
import { NO_SECRET, SecretFields, secretReady } from '../../ui/SecretFields';
import { WholeScreen } from '../../ui/WholeScreen';
import { RecoveryField } from './RecoveryField';

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
  const owner = { name, staffNo };
  const missing =
    name.trim() === ''
      ? '请填写姓名。'
      : staffNo.trim() === ''
        ? '请填写工号。'
        : !secretReady(typed, state.secretKind, owner)
          ? '口令还不能用，或者两次输入的不一样。'
          : recovery === undefined
            ? '请选择县级恢复公钥现在填还是暂时没有。'
            : recovery !== null && !isRecoveryKey(recovery)
              ? '恢复公钥不对：应为 64 个字符。没有的请选“暂时没有”。'
              : null;
  const setUp = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (missing !== null) return setTrouble(missing);
    setBusy(true);
    setTrouble(null);
    const done = await vault.setUp({
      name: name.trim(),
      staffNo: staffNo.trim(),
      secret: typed.secret,
      recovery: typeof recovery === 'string' ? recoveryKeyOf(recovery) : null,
    });
    setBusy(false);
    if (done.ok) onDone(done.value);
    else setTrouble(done.error.text);
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
        <SecretFields typed={typed} onChange={setTyped} kind={state.secretKind} owner={owner} />
        <RecoveryField value={recovery} onChange={setRecovery} />
        {trouble && <Alert type="error" showIcon title={trouble} role="alert" />}
        <Button type="primary" htmlType="submit" loading={busy}>
          {busy ? '正在设置…' : '设置并登录'}
        </Button>
      </form>
    </WholeScreen>
  );
}
