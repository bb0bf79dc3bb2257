import { useMemo } from 'react';
import type { Case } from '#shared/rules/case';
import { type FactAges, factAgesOf } from './factAge';
import { useDesk, useDeskSnapshot } from './useDesk';

/** How old the facts of a case are that this desk put together. */
export function useFactAges(subject: Case | null): FactAges | null {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  return useMemo(() => {
    if (!subject) return null;
    const view = desk.person(subject.id.slice(subject.id.indexOf(':') + 1));
    return factAgesOf(subject, view !== null && view.confirmed !== view.person);
  }, [desk, subject, revision]);
}
