import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ThreeWay } from './ThreeWay';

const subject = { kind: 'person' as const, id: 'P1' };

test('[WI9] a conflict is told field by field in words, an empty value too', () => {
  const html = renderToStaticMarkup(
    <ThreeWay
      fields={[
        { subject, field: 'phone', base: null, desk: '15400990002', platform: '15400990001' },
        { subject, field: 'res.status', base: 'ACTIVE', desk: 'PAUSED', platform: 'TERMINATED' },
      ]}
    />,
  );
  const cells = [...html.matchAll(/<t[hd][^>]*>(?<text>[^<]*)<\/t[hd]>/g)].map((m) => m.groups?.text);
  expect(cells.slice(4)).toEqual([
    '联系电话',
    '无',
    '15400990002',
    '15400990001',
    '居民参保状态',
    '正常参保',
    '暂停参保',
    '终止参保',
  ]);
});

test('[WI6] markup in a name is drawn as text', () => {
  const html = renderToStaticMarkup(
    <ThreeWay
      fields={[{ subject, field: 'name', base: '甲', desk: '<img src=x onerror=alert(1)>', platform: '乙' }]}
    />,
  );
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img');
});
