import { type Goal, progressOf } from '#shared/statistics/goal';

/** The target, who sets it, and how far it is reached. */
export function goalWords(goal: Goal | null, of: { paid: number; asked: number }): string {
  if (goal === null) return '没有设定';
  const { needed, short, words } = progressOf(goal, of);
  const aim =
    goal.kind === 'people'
      ? `${goal.value.toLocaleString('zh-CN')} 人`
      : `参保率 ${Math.round(goal.value * 10_000) / 100}%，即 ${needed.toLocaleString('zh-CN')} 人`;
  const left = short === 0 ? '已经达到' : `还差 ${short.toLocaleString('zh-CN')} 人`;
  return `${aim}（${goal.source}）· 完成 ${words}，${left}`;
}

export function GoalLine(props: { goal: Goal | null; paid: number; asked: number }) {
  return <span>目标：{goalWords(props.goal, props)}</span>;
}
