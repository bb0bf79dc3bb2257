import { useEffect, useState } from 'react';
import { type CampaignCount, countCampaign, NO_COUNT } from '../../ui/campaignCount';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** The township's count for a year, village by village so that typing never waits for it; null until the first one is done. */
export function useCampaignCount(year: number): CampaignCount | null {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const [count, setCount] = useState<CampaignCount | null>(null);
  useEffect(() => {
    const villages = [...desk.villages()];
    let sum = NO_COUNT;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      const village = villages.pop();
      if (!village) return setCount(sum);
      sum = countCampaign(desk.personsOf(village.id, null), year, sum);
      timer = setTimeout(next, 0);
    };
    timer = setTimeout(next, 50);
    return () => clearTimeout(timer);
  }, [desk, revision, year]);
  return count;
}
