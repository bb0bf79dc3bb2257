import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { AuditState } from '#shared/audit/state';
import { AuditFacts } from './AuditCard';

const sound: AuditState = {
  entries: 1234,
  head: { n: 1234, hash: 'ab'.repeat(32) },
  files: 2,
  keySealed: true,
  anchoring: 'anchored',
  anchor: { n: 1230, hash: 'cd'.repeat(32), at: '2026-11-22T10:00:00.000+08:00' },
  findings: [],
  trouble: null,
  verifiedAt: '2026-11-22T02:00:00.000Z',
};
const drawn = (more: Partial<AuditState> = {}, beside: { code: string; text: string }[] = []): string =>
  renderToStaticMarkup(<AuditFacts state={{ ...sound, ...more }} beside={beside} />);

test('[AU13] the card tells entries, head, the platform’s anchor, and that nothing was found', () => {
  for (const part of ['1,234 条', '2 个文件', 'abababab', '第 1230 条', '平台已保存', '没有发现']) {
    expect(drawn()).toContain(part);
  }
});

test('[AU10] [AU13] the card tells a desk that is not anchored, and what was found now and before', () => {
  expect(drawn({ anchoring: 'unsupported', anchor: null })).toContain('没有锚定');
  const found = { kind: 'cut', segment: 1, after: 7, stated: false, text: '审计日志的末尾少了。' } as const;
  const told = drawn(
    {
      findings: [found, { ...found, kind: 'torn', stated: true, text: '有一条没有写完。' }],
      anchoring: 'contradicted',
    },
    [{ code: 'JOURNAL_CUT', text: '流水账里却没有了。' }],
  );
  for (const part of ['末尾少了', '以前发现：有一条没有写完', '流水账里却没有了', '对不上'])
    expect(told).toContain(part);
  expect(told).not.toContain('没有发现改动');
});
