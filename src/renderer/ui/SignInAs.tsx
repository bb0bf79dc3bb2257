import { Button, Input } from 'antd';
import { useState } from 'react';
import { useDesk, useDeskSnapshot } from './useDesk';

/**
 * Another clerk sits down. Where there is a vault that is a sign-in of their own, so the desk is locked for it; in practice (练习) one button
 * each, with a place to put somebody on the list.
 */
export function SignInAs(props: { onDone?: () => void; canAdd?: boolean }) {
  const desk = useDesk();
  const { vault } = useDeskSnapshot();
  if (vault === null || vault.phase === 'none') return <ChooseClerk {...props} />;
  return (
    <div className="buttons">
      <Button onClick={() => void desk.lock()}>锁屏换人</Button>
      <span className="mute">另一名经办人用自己的口令登录；还没有别人的，请本机管理员在“设置”里录用。</span>
    </div>
  );
}

function ChooseClerk({ onDone, canAdd = false }: { onDone?: () => void; canAdd?: boolean }) {
  const desk = useDesk();
  const { desk: state } = useDeskSnapshot();
  const [name, setName] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const others = (state?.clerks ?? []).filter(({ id }) => id !== state?.clerk.id);
  const signIn = async (id: string) => {
    const done = await desk.reviews.signIn(id);
    if (!done.ok) return setTrouble(done.error.text);
    setTrouble(null);
    onDone?.();
  };
  const add = async () => {
    const done = await desk.reviews.addClerk(name);
    if (!done.ok) return setTrouble(done.error.text);
    setTrouble(null);
    setName('');
  };
  return (
    <>
      <div className="buttons">
        {others.map((clerk) => (
          <Button key={clerk.id} onClick={() => void signIn(clerk.id)}>
            换成{clerk.name}
          </Button>
        ))}
        {canAdd && (
          <>
            <Input
              style={{ width: 150 }}
              aria-label="经办人姓名"
              placeholder="另一名经办人"
              value={name}
              maxLength={40}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={() => void add()}
            />
            <Button disabled={name.trim() === ''} onClick={() => void add()}>
              添加经办人
            </Button>
          </>
        )}
      </div>
      {trouble && (
        <p className="tone-no" role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}
