import { useEffect, useState } from 'react';
import { type ComingDeadlines, NONE_COMING } from '#shared/deadlines/index';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** The deadlines of the days ahead, village by village so that typing never waits for it; null until the first round is done. */
export function useComing(): ComingDeadlines | null {
  const desk = useDesk();
  const { revision, day } = useDeskSnapshot();
  const [coming, setComing] = useState<ComingDeadlines | null>(null);
  useEffect(() => {
    const villages = [...desk.villages()];
    let sum: ComingDeadlines = NONE_COMING;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      const village = villages.pop();
      if (!village) return setComing(sum);
      sum = desk.deadlines.addVillage(village.id, sum) ?? sum;
      timer = setTimeout(next, 0);
    };
    timer = setTimeout(next, 80);
    return () => clearTimeout(timer);
  }, [desk, revision, day]);
  return coming;
}
