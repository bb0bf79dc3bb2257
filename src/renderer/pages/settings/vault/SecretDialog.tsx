import { useState } from 'react';
import type { DeskClerk } from '#shared/vault/clerk';
import { SecretBox } from '../../../ui/SecretBox';
import { NO_SECRET, SecretFields, secretReady } from '../../../ui/SecretFields';
import { useDesk, useDeskSnapshot } from '../../../ui/useDesk';
import { type DialogEnd, VaultDialog } from './VaultDialog';

/** One's own secret, with the old one; another's, by an administrator. */
export function SecretDialog(props: { clerk: DeskClerk; own: boolean } & DialogEnd) {
  const { clerk, own, onClose, onDone } = props;
  const desk = useDesk();
  const { vault } = useDeskSnapshot();
  const kind = vault?.secretKind ?? 'passphrase';
  const [old, setOld] = useState('');
  const [typed, setTyped] = useState(NO_SECRET);
  const missing =
    own && old === ''
      ? '请输入现在的口令。'
      : secretReady(typed, kind, clerk)
        ? null
        : '新口令还不能用，或者两次输入的不一样。';
  return (
    <VaultDialog
      title={own ? '修改我的口令' : `重设${clerk.name}的口令`}
      text={
        own
          ? '改好后，下次登录用新口令；业务和草稿不受影响。'
          : '请当面告诉他新口令，并请他登录后自己改掉。他的业务和草稿不受影响。'
      }
      confirm={own ? '修改' : '重设'}
      missing={missing}
      onClose={onClose}
      onSend={async () => {
        const done = await desk.vault.changeSecret({
          id: clerk.id,
          old: own ? old : null,
          secret: typed.secret,
        });
        if (!done.ok) return done.error.text;
        onDone(own ? '口令已改，下次登录用新口令。' : `${clerk.name}的口令已重设。`);
        return null;
      }}
    >
      {own && (
        <div className="vault-field">
          <label htmlFor="old-secret">现在的口令</label>
          <SecretBox id="old-secret" value={old} autoFocus onChange={setOld} />
        </div>
      )}
      <SecretFields
        label="新口令"
        typed={typed}
        onChange={setTyped}
        kind={kind}
        owner={clerk}
        autoFocus={!own}
      />
    </VaultDialog>
  );
}
