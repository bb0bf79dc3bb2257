import { useState } from 'react';
import { SignInAs } from './SignInAs';
import { useDesk, useDeskSnapshot } from './useDesk';
import { WholeScreen } from './WholeScreen';

/** The desk is locked: nothing of anybody is on the screen, and delivery goes on behind it. */
export function LockScreen() {
  const desk = useDesk();
  const { desk: state, counts } = useDeskSnapshot();
  const [trouble, setTrouble] = useState<string | null>(null);
  const unlock = async () => {
    const done = await desk.unlock();
    if (!done.ok) setTrouble(done.error.text);
  };
  return (
    <WholeScreen
      title="窗口已锁屏"
      text={counts.queued > 0 ? `锁屏期间继续上传，还有 ${counts.queued} 笔待上传。` : '没有待上传的业务。'}
      detail={trouble ?? undefined}
      action={{ label: `解锁${state ? `（${state.clerk.name}）` : ''}`, run: () => void unlock() }}
    >
      <SignInAs />
      <p className="mute">当前版本解锁不需要口令；离开窗口时请同时锁定电脑。</p>
    </WholeScreen>
  );
}
