import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { PolicyState } from '#shared/host';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import { STANDING_LIMITS } from '#shared/sync/limits';
import { PolicyFacts } from './PolicyCard';

const drawn = (policy: PolicyState): string => renderToStaticMarkup(<PolicyFacts policy={policy} />);
const standing: PolicyState = {
  version: null,
  confirmedAt: null,
  key: null,
  dictionary: STANDING_DICTIONARY,
  limits: STANDING_LIMITS,
  trouble: null,
};

test('[RJ12] the policy in use and why another was not taken are told', () => {
  expect(drawn(standing)).toContain('程序自带');
  const trouble = { code: 'POLICY_REFUSED', text: '收到的政策包签名不对，没有使用。' };
  const told = drawn({ ...standing, version: 7, confirmedAt: '2026-11-22T02:00:00.000Z', trouble });
  for (const part of ['第 7 版', '签名不对', '2026-11-22']) expect(told).toContain(part);
});
