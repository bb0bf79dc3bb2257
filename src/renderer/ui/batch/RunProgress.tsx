import { Progress } from 'antd';
import type { BatchCounts } from '#shared/batch/counts';

/** How far a preview or an acceptance has come. While rows are only looked at, one that is ready is one that was looked at. */
export function RunProgress({ counts, phase }: { counts: BatchCounts; phase: string }) {
  const done = counts.read - counts.waiting + (phase === 'previewing' ? counts.ready : 0);
  return <Progress size="small" percent={Math.floor((100 * done) / Math.max(1, counts.read))} />;
}
