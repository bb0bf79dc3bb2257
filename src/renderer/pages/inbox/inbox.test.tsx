import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ConflictField } from '#shared/conflicts/sides';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import type { Desk, OperationView } from '../../desk/api';
import { adviceOn } from '../../desk/inboxAdvice';
import { DeskProvider } from '../../ui/useDesk';
import { AdviceList } from './AdviceList';
import { FieldChoices } from './FieldChoices';
import { Waiting } from './Waiting';

const NO_DESK = {} as Desk;
const drawn = (fields: readonly ConflictField[]) =>
  renderToStaticMarkup(
    <DeskProvider desk={NO_DESK}>
      <FieldChoices opId="x" fields={fields} onSettled={() => undefined} />
    </DeskProvider>,
  );
const field = (over: Partial<ConflictField>): ConflictField => ({
  key: 'person:P1:phone',
  field: 'phone',
  label: '联系电话',
  base: '无',
  desk: '15400990002',
  platform: '15400990001',
  platformValue: '15400990001',
  changedBy: '县经办机构（经办人 b）',
  changedAt: '2026-11-22T10:00:00+08:00',
  part: 'typed',
  recommended: 'platform',
  why: '平台的值来自税务回传。',
  ...over,
});

test('[WI9] a conflict is told field by field in words, an empty value too, with the recommended side and why', () => {
  const html = drawn([
    field({}),
    field({ key: 'k2', label: '居民参保状态', desk: '暂停参保', platform: '正常参保', part: 'effect' }),
  ]);
  for (const part of [
    '联系电话',
    '县经办机构（经办人 b）',
    '无',
    '154****0002',
    '154****0001',
    '居民参保状态',
    '暂停参保',
    '来自税务回传',
  ])
    expect(html).toContain(part);
  // Numbers of people are masked until they are asked for.
  expect(html).not.toMatch(/15400990/);
  expect(html.match(/type="radio"/g)).toHaveLength(4);
  expect(html).toContain('还有 2 项没有选');
});

test('[CN5] what was only relied on has no choice', () => {
  expect(drawn([field({ part: 'read' })])).not.toContain('type="radio"');
});

test('[WI6] markup in a name is drawn as text', () => {
  const html = drawn([field({ key: 'person:P1:name', field: 'name', desk: '<img src=x onerror=alert(1)>' })]);
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img');
});

test('[RJ6] what the dictionary knows is told with cause, what to do and who; what it does not know stands word for word', () => {
  const refused = (code: string, text: string) =>
    adviceOn(
      {
        opId: '01J00000000000000000000001',
        bodyHash: '0'.repeat(64),
        at: '2026-11-22T10:00:00+08:00',
        outcome: 'refused',
        reasons: [
          { rule: 'R', code, severity: 'refuse', document: 'D', documentTitle: 'D', article: '一', text },
        ],
        current: [],
      },
      STANDING_DICTIONARY,
    );
  const draw = (code: string, text: string) =>
    renderToStaticMarkup(
      <DeskProvider desk={NO_DESK}>
        <AdviceList advice={refused(code, text)} />
      </DeskProvider>,
    );
  const known = draw('EMP_ACTIVE_NO_RES', '此人职工参保正常');
  for (const part of ['原因', '怎么办', '参保人本人或其家属', '改正后可以再办'])
    expect(known).toContain(part);
  const unknown = draw('E-77', '数据稽核挂起，流水 8');
  expect(unknown).toContain('平台新答复');
  expect(unknown).toContain('数据稽核挂起，流水 8');
  expect(unknown).not.toContain('<dt>');
});

test('[CN13] what waits behind is named, and counted where it is many', () => {
  const waiting = Array.from({ length: 7 }, (_, i) => ({
    operation: { seq: i + 2 },
    who: `村民${i}`,
    matterLabel: '居民参保登记',
  })) as unknown as OperationView[];
  const html = renderToStaticMarkup(<Waiting waiting={waiting} />);
  expect(html).toContain('第 2 笔 村民0的居民参保登记');
  expect(html).toContain('等 7 笔');
  expect(renderToStaticMarkup(<Waiting waiting={[]} />)).toBe('');
});
