import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useDeskSnapshot } from '../useDesk';
import { helpFor } from './findHelp';
import { HelpFrame } from './HelpFrame';
import type { HelpPhase } from './helpPage';

/** Help of whatever page the open desk shows. */
export function HelpHost({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const { phase, desk } = useDeskSnapshot();
  const now: HelpPhase | null = desk?.locked ? 'locked' : phase === 'ready' ? null : phase;
  return (
    <HelpFrame page={helpFor(pathname, now)} linked={now === null}>
      {children}
    </HelpFrame>
  );
}
