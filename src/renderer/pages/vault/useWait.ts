import { useEffect, useState } from 'react';

/** Counts a wait down, milliseconds left; `told` is what was owed when the desk said so. At the end `onOver` is called once. */
export function useWait(told: number, onOver: () => void): number {
  const [end, setEnd] = useState(0);
  const [left, setLeft] = useState(told);
  useEffect(() => {
    setLeft(told);
    setEnd(performance.now() + told);
  }, [told]);
  useEffect(() => {
    if (end <= performance.now()) return;
    const timer = setInterval(() => {
      const now = Math.max(0, end - performance.now());
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      onOver();
    }, 250);
    return () => clearInterval(timer);
  }, [end, onOver]);
  return left;
}

/** `1 分 05 秒`, rounded up: never shorter than what is owed. */
export function waitWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} 秒` : `${minutes} 分 ${String(seconds % 60).padStart(2, '0')} 秒`;
}
