import { Input } from 'antd';
import { useState } from 'react';
import type { ClerkRole } from '#shared/vault/clerk';
import { NO_SECRET, SecretFields, secretReady } from '../../../ui/SecretFields';
import { useDesk, useDeskSnapshot } from '../../../ui/useDesk';
import { RoleBoxes } from './RoleBoxes';
import { type DialogEnd, VaultDialog } from './VaultDialog';

/** Another clerk signs in here from now on (录用). */
export function EnrolDialog({ onClose, onDone }: DialogEnd) {
  const desk = useDesk();
  const { vault } = useDeskSnapshot();
  const kind = vault?.secretKind ?? 'passphrase';
  const [name, setName] = useState('');
  const [staffNo, setStaffNo] = useState('');
  const [roles, setRoles] = useState<ClerkRole[]>(['clerk']);
  const [typed, setTyped] = useState(NO_SECRET);
  const owner = { name, staffNo };
  const missing =
    name.trim() === '' || staffNo.trim() === ''
      ? '请填写姓名和工号。'
      : roles.length === 0
        ? '请至少选一个岗位。'
        : secretReady(typed, kind, owner)
          ? null
          : '口令还不能用，或者两次输入的不一样。';
  return (
    <VaultDialog
      title="录用经办人"
      text="最好请他本人来设口令；您代设的，请当面告诉他，并请他登录后自己改掉。"
      confirm="录用"
      missing={missing}
      onClose={onClose}
      onSend={async () => {
        const done = await desk.vault.enrol({
          name: name.trim(),
          staffNo: staffNo.trim(),
          roles,
          secret: typed.secret,
        });
        if (!done.ok) return done.error.text;
        onDone(`已录用${name.trim()}（工号 ${staffNo.trim()}），现在就可以登录。`);
        return null;
      }}
    >
      <div className="vault-pair">
        <div className="vault-field">
          <label htmlFor="enrol-name">姓名</label>
          <Input
            id="enrol-name"
            autoFocus
            autoComplete="off"
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="vault-field">
          <label htmlFor="enrol-no">工号</label>
          <Input
            id="enrol-no"
            autoComplete="off"
            maxLength={20}
            value={staffNo}
            onChange={(event) => setStaffNo(event.target.value)}
          />
        </div>
      </div>
      <RoleBoxes roles={roles} onChange={setRoles} />
      <SecretFields typed={typed} onChange={setTyped} kind={kind} owner={owner} />
    </VaultDialog>
  );
}
