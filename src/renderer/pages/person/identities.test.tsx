import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { DAY, person } from '#fixtures/matterWorld';
import { Identities } from './Identities';

test('[HH25] each identity with who confirmed it and its dates; one of the person’s own word, and one that is over, are said', () => {
  const identities = [
    { type: 'MIN_LIVING' as const, source: '民政', from: '2025-01-01', until: null },
    { type: 'ORPHAN' as const, source: null, from: '2026-01-01', until: null },
    { type: 'SEVERELY_DISABLED' as const, source: '残联', from: '2020-01-01', until: '2024-12-31' },
  ];
  const html = renderToStaticMarkup(<Identities person={person('P1', { identities })} day={DAY} />);
  const rows = html.split('<tr>').slice(2);
  expect(rows[0]).toMatch(/孤儿.*未核实.*2026-01-01.*有效/);
  expect(rows[1]).toMatch(/低保对象.*民政.*2025-01-01.*有效/);
  expect(rows[2]).toMatch(/重度残疾人.*残联.*2024-12-31（已过期）/);
  expect(renderToStaticMarkup(<Identities person={person('P1')} day={DAY} />)).toContain('没有登记特殊身份');
});
