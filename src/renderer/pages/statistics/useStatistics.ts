import { useEffect, useState } from 'react';
import type { Counted } from '#shared/statistics/counted';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** Everybody counted for a year; `people` null while a year is counted for the first time. */
export interface CountedTownship {
  readonly people: readonly Counted[] | null;
  /** Villages counted so far. */
  readonly done: number;
  readonly total: number;
}

/** Counts village by village, so that typing and drawing never wait for it. What was counted before stays until it is done anew. */
export function useStatistics(year: number): CountedTownship {
  const desk = useDesk();
  const { revision, day } = useDeskSnapshot();
  const [counted, setCounted] = useState<{ year: number; people: readonly Counted[] } | null>(null);
  const [done, setDone] = useState(0);
  useEffect(() => {
    const villages = desk.villages();
    const people: Counted[] = [];
    let at = 0;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      const village = villages[at];
      if (!village) return setCounted({ year, people });
      for (const one of desk.statistics.counted(village.id, year)) people.push(one);
      at++;
      setDone(at);
      timer = setTimeout(next, 0);
    };
    timer = setTimeout(next, 0);
    return () => clearTimeout(timer);
  }, [desk, revision, day, year]);
  return { people: counted?.year === year ? counted.people : null, done, total: desk.villages().length };
}
