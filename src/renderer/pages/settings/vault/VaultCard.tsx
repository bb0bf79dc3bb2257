import { Button } from 'antd';
import { useState } from 'react';
import { useDeskSnapshot } from '../../../ui/useDesk';
import { ClerkTable } from './ClerkTable';
import { DecommissionDialog } from './DecommissionDialog';
import { EnrolDialog } from './EnrolDialog';
import { RecoveryDialog } from './RecoveryDialog';
import { RotateDialog } from './RotateDialog';
import { SecretDialog } from './SecretDialog';

type Asked = 'secret' | 'enrol' | 'recovery' | 'rotate' | 'decommission';

/** 经办人与口令: one's own secret; for an administrator who works here, and the keys of this machine. Practice has none. */
export function VaultCard() {
  const { vault } = useDeskSnapshot();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const me = vault?.current ?? null;
  if (vault === null || me === null) return null;
  const close = () => setAsked(null);
  const done = (words: string) => {
    close();
    setSaid(words);
  };
  const administers = me.roles.includes('administrator');
  return (
    <section className="card" aria-label="经办人与口令">
      <h2>经办人与口令</h2>
      <p>
        现在登录的是 <b>{me.name}</b>（工号 {me.staffNo}）。{vault.idleMinutes} 分钟没有动作，本机自己锁上。
      </p>
      {!vault.hasRecovery && (
        <p className="tone-warn" role="note">
          还没有县级恢复公钥：所有人的口令都忘了时，本机就再也打不开。
          {administers ? '请向县里要来，在这里填上。' : '请本机管理员向县里要来填上。'}
        </p>
      )}
      <ClerkTable administers={administers} onSaid={setSaid} />
      <div className="buttons">
        <Button onClick={() => setAsked('secret')}>修改我的口令…</Button>
        {administers && (
          <>
            <Button onClick={() => setAsked('enrol')}>录用经办人…</Button>
            <Button onClick={() => setAsked('recovery')}>
              {vault.hasRecovery ? '更换恢复公钥…' : '填写恢复公钥…'}
            </Button>
            <Button onClick={() => setAsked('rotate')}>轮换密钥…</Button>
            <Button danger onClick={() => setAsked('decommission')}>
              停用本机…
            </Button>
          </>
        )}
      </div>
      <p className="tone-ok" role="status">
        {said}
      </p>
      {asked === 'secret' && <SecretDialog clerk={me} own onClose={close} onDone={done} />}
      {asked === 'enrol' && <EnrolDialog onClose={close} onDone={done} />}
      {asked === 'recovery' && <RecoveryDialog onClose={close} onDone={done} />}
      {asked === 'rotate' && <RotateDialog onClose={close} onDone={done} />}
      {asked === 'decommission' && <DecommissionDialog onClose={close} />}
    </section>
  );
}
