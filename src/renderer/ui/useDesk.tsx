import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Desk, DeskSnapshot } from '../desk/api';

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>;
}

/** The application services of this desk. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk is used outside of DeskProvider');
  return desk;
}

/** The desk's present state; the component is drawn again whenever it is replaced. */
export function useDeskSnapshot(): DeskSnapshot {
  const desk = useDesk();
  return useSyncExternalStore(
    useCallback((listener: () => void) => desk.subscribe(listener), [desk]),
    useCallback(() => desk.snapshot(), [desk]),
  );
}
