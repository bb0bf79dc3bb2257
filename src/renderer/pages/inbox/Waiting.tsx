import type { OperationView } from '../../desk/api';

const SHOWN = 5;

/** What waits behind a failed operation, by name, and what dealing with it sets free. */
export function Waiting({ waiting }: { waiting: readonly OperationView[] }) {
  if (waiting.length === 0) return null;
  const more = waiting.length > SHOWN ? `等 ${waiting.length} 笔` : '';
  const names = waiting
    .slice(0, SHOWN)
    .map(({ operation, who, matterLabel }) => `第 ${operation.seq} 笔 ${who}的${matterLabel}`)
    .join('；');
  return (
    <p className="held-behind">
      <b>压住 {waiting.length} 笔：</b>
      {names}
      {more}。处理好这一笔，它们就按顺序上传。
    </p>
  );
}
