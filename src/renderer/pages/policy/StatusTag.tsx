/** How good a parameter's value is (`status` of a pack), in words. */
const WORDS: Readonly<Record<string, { tone: string; words: string }>> = {
  seed: { tone: 'ok', words: '有出处' },
  lookup: { tone: 'blue', words: '公开转载' },
  'lookup-low': { tone: 'warn', words: '⚠ 待核实' },
  assumed: { tone: 'warn', words: '⚠ 默认口径，待核实' },
  missing: { tone: 'warn', words: '⚠ 未取得' },
  synthetic: { tone: 'no', words: '⚠ 虚构' },
};

export function StatusTag({ status }: { status: string }) {
  const known = WORDS[status] ?? { tone: 'warn', words: `⚠ ${status}` };
  return <span className={`tag ${known.tone}`}>{known.words}</span>;
}
