import { Button } from 'antd';
import { useCallback, useState } from 'react';
import type { ReviewItem } from '../../../desk/reviewing';
import { useDesk } from '../../../ui/useDesk';

const NONE: readonly ReviewItem[] = [];

export interface OtherDesks {
  readonly items: readonly ReviewItem[];
  /** What the last look came to, in words; null before the first. */
  readonly said: string | null;
  fetch(): Promise<void>;
}

/** What other desks entered and the platform keeps for a reviewer, fetched when the clerk asks: it needs the line. */
export function useOthers(): OtherDesks {
  const desk = useDesk();
  const [items, setItems] = useState(NONE);
  const [said, setSaid] = useState<string | null>(null);
  const fetch = useCallback(async () => {
    const told = await desk.reviews.fetchOthers();
    setItems(told.ok ? told.value : NONE);
    setSaid(
      told.ok
        ? `平台上有 ${told.value.length} 笔其他终端送来的业务等复核。`
        : `没有取到其他终端的业务：${told.error.text}`,
    );
  }, [desk]);
  return { items, said, fetch };
}

export function Others({ others }: { others: OtherDesks }) {
  return (
    <p>
      <Button onClick={() => void others.fetch()}>查看其他终端送来的</Button>{' '}
      <span className="mute" role="status">
        {others.said}
      </span>
    </p>
  );
}
