import { useState } from 'react';
import { type ClerkRole, type DeskClerk, ROLE_WORDS } from '#shared/vault/clerk';
import { useDesk } from '../../../ui/useDesk';
import { RoleBoxes } from './RoleBoxes';
import { type DialogEnd, VaultDialog } from './VaultDialog';

/** Somebody's posts (岗位) change. */
export function RolesDialog({ clerk, onClose, onDone }: { clerk: DeskClerk } & DialogEnd) {
  const desk = useDesk();
  const [roles, setRoles] = useState<ClerkRole[]>([...clerk.roles]);
  return (
    <VaultDialog
      title={`${clerk.name}的岗位`}
      text="改后马上生效。本机至少要留一名管理。"
      confirm="修改岗位"
      missing={roles.length === 0 ? '请至少选一个岗位。' : null}
      onClose={onClose}
      onSend={async () => {
        const done = await desk.vault.changeRoles({ id: clerk.id, roles });
        if (!done.ok) return done.error.text;
        onDone(`${clerk.name}的岗位改为：${roles.map((role) => ROLE_WORDS[role]).join('、')}。`);
        return null;
      }}
    >
      <RoleBoxes roles={roles} onChange={setRoles} />
    </VaultDialog>
  );
}
