import { Button } from 'antd';
import { useState } from 'react';
import { type DeskClerk, ROLE_WORDS } from '#shared/vault/clerk';
import { useDeskSnapshot } from '../../../ui/useDesk';
import { LeaveDialog } from './LeaveDialog';
import { RolesDialog } from './RolesDialog';
import { SecretDialog } from './SecretDialog';

type Asked = { readonly of: DeskClerk; readonly what: 'roles' | 'secret' | 'leave' };

/** Everybody who signs in here; what an administrator may change of each. */
export function ClerkTable(props: { administers: boolean; onSaid: (words: string) => void }) {
  const { vault } = useDeskSnapshot();
  const [asked, setAsked] = useState<Asked | null>(null);
  if (vault === null) return null;
  const close = () => setAsked(null);
  const dialog = {
    onClose: close,
    onDone: (words: string) => {
      close();
      props.onSaid(words);
    },
  };
  return (
    <>
      <table className="plain-table clerk-table">
        <thead>
          <tr>
            <th>经办人</th>
            <th>工号</th>
            <th>岗位</th>
            {props.administers && <th>管理</th>}
          </tr>
        </thead>
        <tbody>
          {vault.clerks.map((clerk) => {
            const own = clerk.id === vault.current?.id;
            return (
              <tr key={clerk.id}>
                <td className="name nowrap">
                  {clerk.name}
                  {own && '（我）'}
                </td>
                <td className="number nowrap">{clerk.staffNo}</td>
                <td>{clerk.roles.map((role) => ROLE_WORDS[role]).join('、')}</td>
                {props.administers && (
                  <td>
                    <div className="buttons">
                      <Button size="small" onClick={() => setAsked({ of: clerk, what: 'roles' })}>
                        岗位…
                      </Button>
                      {!own && (
                        <>
                          <Button size="small" onClick={() => setAsked({ of: clerk, what: 'secret' })}>
                            口令…
                          </Button>
                          <Button size="small" onClick={() => setAsked({ of: clerk, what: 'leave' })}>
                            离岗…
                          </Button>
                        </>
                      )}
                    </div>
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {vault.left.length > 0 && (
        <p className="mute">
          已离岗：{vault.left.map(({ name, staffNo }) => `${name}（${staffNo}）`).join('、')}
        </p>
      )}
      {asked?.what === 'roles' && <RolesDialog clerk={asked.of} {...dialog} />}
      {asked?.what === 'secret' && <SecretDialog clerk={asked.of} own={false} {...dialog} />}
      {asked?.what === 'leave' && <LeaveDialog clerk={asked.of} {...dialog} />}
    </>
  );
}
