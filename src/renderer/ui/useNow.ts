import { useEffect, useState } from 'react';

/** Device time in milliseconds, renewed every `everyMs`; for words such as 离线 3 分钟. */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
