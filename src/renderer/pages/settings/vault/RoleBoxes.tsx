import { Checkbox } from 'antd';
import { useId } from 'react';
import { ClerkRole, ROLE_WORDS } from '#shared/vault/clerk';

const MEANS: Readonly<Record<ClerkRole, string>> = {
  clerk: '受理业务',
  reviewer: '复核同事受理的业务',
  assistant: '只做入户和名册',
  policy: '看政策和统计',
  administrator: '管理本机：录用、重设口令、密钥',
};

/** Which posts somebody has (岗位), one at least. */
export function RoleBoxes(props: { roles: readonly ClerkRole[]; onChange: (roles: ClerkRole[]) => void }) {
  const id = useId();
  return (
    <div className="vault-field">
      <span id={id} className="vault-label">
        岗位（可以多选）
      </span>
      <Checkbox.Group
        aria-labelledby={id}
        className="role-boxes"
        value={[...props.roles]}
        onChange={(roles) => props.onChange(ClerkRole.options.filter((role) => roles.includes(role)))}
        options={ClerkRole.options.map((role) => ({
          value: role,
          label: `${ROLE_WORDS[role]}：${MEANS[role]}`,
        }))}
      />
    </div>
  );
}
