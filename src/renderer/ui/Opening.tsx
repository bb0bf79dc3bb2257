import { Component, type ReactNode, Suspense, use, useState } from 'react';
import type { Desk } from '../desk/api';
import { WholeScreen } from './WholeScreen';

/** Opens the desk once and shows what is being done meanwhile; a desk that cannot be opened says why. */
export function Opening(props: { open: () => Promise<Desk>; children: (desk: Desk) => ReactNode }) {
  const [opened] = useState(() => props.open());
  return (
    <FailureScreen>
      <Suspense fallback={<WholeScreen title="正在打开参保台" text="正在读取本机流水账和资料…" busy />}>
        <Opened opened={opened}>{props.children}</Opened>
      </Suspense>
    </FailureScreen>
  );
}

function Opened(props: { opened: Promise<Desk>; children: (desk: Desk) => ReactNode }) {
  return props.children(use(props.opened));
}

/** Last resort for a fault of the program itself: nothing saved is touched, and the clerk is told so. */
export class FailureScreen extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <WholeScreen
        title="窗口出错了"
        text="已保存的业务都在流水账里，没有丢失。请重新载入；再次出现时，把下面这一行告诉技术支持。"
        detail={error instanceof Error ? error.message : String(error)}
        action={{ label: '重新载入', run: () => location.reload() }}
      />
    );
  }
}
