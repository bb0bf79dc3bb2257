import { Button, Input } from 'antd';
import { useState } from 'react';
import { useDesk, useDeskSnapshot } from './useDesk';

/** Another clerk sits down: one button each; `canAdd`: with a place to put somebody on the list. */
export function SignInAs({ onDone, canAdd = false }: { onDone?: () => void; canAdd?: boolean }) {
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
