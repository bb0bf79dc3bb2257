import { useEffect, useState } from 'react';
import { type CampaignRate, NO_COUNT, rateOf } from '#shared/campaign/count';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** The township's rate for a year, village by village so that typing never waits for it; null until the first one is done. */
export function useCampaignRate(year: number): CampaignRate | null {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const [rate, setRate] = useState<CampaignRate | null>(null);
  useEffect(() => {
    const villages = [...desk.villages()];
    let sum = NO_COUNT;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      const village = villages.pop();
      if (!village) return setRate(rateOf(sum));
      sum = desk.campaign.count({ villageCode: village.id, group: null, year }, sum);
      timer = setTimeout(next, 0);
    };
    timer = setTimeout(next, 50);
    return () => clearTimeout(timer);
  }, [desk, revision, year]);
  return rate;
}
