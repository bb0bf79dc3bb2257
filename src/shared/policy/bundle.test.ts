import { expect, test } from 'vitest';
import { STANDING_DICTIONARY } from '../rejects/dictionary';
import { STANDING_LIMITS } from '../sync/limits';
import { openPolicy, type PolicyBundle, policyKeyOf, signPolicy } from './bundle';

const SECRET = '11'.repeat(32);
const KEY = policyKeyOf(SECRET);
const bundle = (version: number, edition = STANDING_DICTIONARY.edition): PolicyBundle => ({
  version,
  dictionary: { ...STANDING_DICTIONARY, edition },
  limits: STANDING_LIMITS,
});

test('[RJ7] a signed policy opens with its key and gives what was signed', () => {
  expect(openPolicy(signPolicy(bundle(2), SECRET), KEY, null)).toEqual({ ok: true, value: bundle(2) });
  expect(openPolicy(signPolicy(bundle(2), SECRET), KEY, bundle(2))).toMatchObject({ ok: true });
});

test('[RJ7] a wrong key, a changed letter, a changed signature: refused, and the sentence says that the old one stays', () => {
  const signed = signPolicy(bundle(3), SECRET);
  const others = [
    openPolicy(signed, policyKeyOf('22'.repeat(32)), bundle(2)),
    openPolicy({ ...signed, bundle: signed.bundle.replace('"version":3', '"version":4') }, KEY, bundle(2)),
    openPolicy({ ...signed, signature: `00${signed.signature.slice(2)}` }, KEY, bundle(2)),
    openPolicy(signed, 'f'.repeat(64), bundle(2)),
  ];
  for (const found of others) {
    expect(found).toMatchObject({ ok: false });
    if (!found.ok) expect(found.error).toMatch(/签名不对.*没有使用，仍用第 2 版/);
  }
});

test('[RJ7] older, or rightly signed but broken: refused with a sentence', () => {
  const older = openPolicy(signPolicy(bundle(1), SECRET), KEY, bundle(2));
  expect(older).toMatchObject({ ok: false, error: expect.stringContaining('比正在用的旧') });
  const olderWords = openPolicy(signPolicy(bundle(3, 4), SECRET), KEY, bundle(2, 5));
  expect(olderWords).toMatchObject({ ok: false, error: expect.stringContaining('第 4 版') });
  const broken = { ...bundle(3), limits: { ...STANDING_LIMITS, backlog: { warn: 5, stop: 1 } } };
  expect(() => signPolicy(broken, SECRET)).toThrow();
});
