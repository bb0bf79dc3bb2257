import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { VaultDesk } from '../../desk/vault/vaultDesk';
import { PLAIN, type WindowSealing } from '../../desk/vault/windowSealing';
import { helpFor } from '../../ui/help/findHelp';
import { HelpFrame } from '../../ui/help/HelpFrame';
import type { HelpPhase } from '../../ui/help/helpPage';
import { WholeScreen } from '../../ui/WholeScreen';
import { SetUpPage } from './SetUpPage';
import { ShreddedPage } from './ShreddedPage';
import { SignInPage } from './SignInPage';
import { useAwake } from './useAwake';
import { useVaultState } from './useVaultState';

/**
 * Stands before the desk: nothing of it exists in this page before somebody has signed in, and what it was opened with is zeroes when the
 * desk is locked. A page that held a desk once never opens another: it is loaded anew.
 */
export function VaultGate(props: {
  vault: VaultDesk;
  sealing: () => Promise<Result<WindowSealing, Trouble>>;
  children: (sealing: WindowSealing) => ReactNode;
}) {
  const { vault, sealing } = props;
  const { state, take, ask } = useVaultState(vault);
  const phase = state === null || state === 'silent' ? null : state.phase;
  const [opened, setOpened] = useState<Result<WindowSealing, Trouble> | null>(null);
  const used = useRef(false);
  useAwake(vault, phase === 'open');
  useEffect(() => {
    if (phase !== 'open') return;
    if (used.current) return location.reload();
    used.current = true;
    let mine: WindowSealing | null = null;
    let over = false;
    void sealing().then((given) => {
      if (given.ok) mine = given.value;
      if (over) mine?.wipe();
      else setOpened(given);
    });
    return () => {
      over = true;
      mine?.wipe();
      setOpened(null);
    };
  }, [phase, sealing]);

  if (state === 'silent')
    return (
      <WholeScreen
        title="参保台没有应答"
        text="窗口没有连上参保台主程序。请关闭后重新打开；已保存的业务都没有丢失。"
        action={{ label: '再试一次', run: ask }}
      />
    );
  if (state === null) return <WholeScreen title="正在打开参保台" text="正在核对本机是否已登录…" busy />;
  switch (state.phase) {
    case 'none':
      return props.children(PLAIN);
    case 'absent':
      return (
        <Helped phase="absent">
          <SetUpPage vault={vault} state={state} onDone={take} />
        </Helped>
      );
    case 'locked':
      return (
        <Helped phase="signIn">
          <SignInPage vault={vault} state={state} onDone={take} onAsk={ask} />
        </Helped>
      );
    case 'shredded':
      return (
        <Helped phase="shredded">
          <ShreddedPage />
        </Helped>
      );
    case 'open':
      if (opened === null) return <WholeScreen title="正在打开参保台" text="正在取得本机的密钥…" busy />;
      if (!opened.ok)
        return (
          <WholeScreen
            title="参保台没有打开"
            text={opened.error.text}
            detail={`代码 ${opened.error.code}`}
            action={{ label: '再试一次', run: () => location.reload() }}
          />
        );
      return props.children(opened.value);
  }
}

/** F1 works before anybody has signed in. */
function Helped({ phase, children }: { phase: HelpPhase; children: ReactNode }) {
  return (
    <HelpFrame page={helpFor('/', phase)} linked={false}>
      {children}
    </HelpFrame>
  );
}
