import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkCertificate } from './certificate';
import { checkHmtResidencePermit } from './hmtResidencePermit';
import { type NumberCheck, normaliseNumber } from './normalise';
import { checkMrzNumber, checkPassport } from './passport';
import { checkPermanentResident15, checkPermanentResident18 } from './permanentResident';
import { checkPhone } from './phone';
import { checkRegion12 } from './regionCode';
import { checkOldResidentId, checkResidentId } from './residentId';
import { checkHkMacauPermit, checkTaiwanPermit } from './travelPermits';
import { checkOrgCode, checkUscc } from './uscc';

const ON = '2026-11-22';

const CHECKS: Record<string, (text: string) => NumberCheck> = {
  resident_id_18: (text) => checkResidentId(text, ON),
  resident_id_15: checkOldResidentId,
  hmt_residence_permit: (text) => checkHmtResidencePermit(text, ON),
  foreign_pr_15: checkPermanentResident15,
  foreign_pr_18: (text) => checkPermanentResident18(text, ON),
  uscc_18: checkUscc,
  org_code_9: checkOrgCode,
  hkmo_permit: checkHkMacauPermit,
  tw_permit: checkTaiwanPermit,
  passport: checkPassport,
  passport_mrz_check: checkMrzNumber,
  region_12: checkRegion12,
  cn_phone: checkPhone,
};

const Vector = z.object({
  kind: z.string(),
  value: z.string(),
  valid: z.boolean(),
  reason: z.string(),
  gender: z.enum(['M', 'F']).optional(),
  birth: z.string().optional(),
  normalised: z.string().optional(),
  upgraded: z.string().optional(),
  formatted: z.string().optional(),
  holder: z.string().optional(),
});
const { vectors } = z
  .object({ vectors: z.array(Vector) })
  .parse(JSON.parse(readFileSync(new URL('../../../test/fixtures/idvectors.json', import.meta.url), 'utf8')));

/** A vector that is invalid as typed and has a normalised form is one the desk repairs before it checks. */
const repaired = (v: z.infer<typeof Vector>) => v.valid || v.normalised !== undefined;

describe('[IC1] every published vector is judged as it says', () => {
  test('all 237 vectors are there', () => expect(vectors).toHaveLength(237));
  test.each(vectors.map((v, i) => [i, v.kind, v.value, v.reason, v] as const))(
    '%i %s %s: %s',
    (_i, kind, _v, _r, v) => {
      const check = CHECKS[kind];
      if (check === undefined) throw new Error(`no check for ${kind}`);
      const found = check(v.value);
      expect(found.ok).toBe(repaired(v));
      if (!found.ok) {
        expect(found.text).toMatch(/[\u4e00-\u9fff].*。$/);
        return;
      }
      expect(found.normalised).toBe(v.normalised ?? normaliseNumber(v.value).replace(/^\+86/, ''));
      const said = found as Record<string, unknown>;
      if (v.gender !== undefined) expect(said.sex).toBe(v.gender === 'M' ? '1' : '2');
      if (v.birth !== undefined) expect(said.birthDate).toBe(v.birth);
      for (const key of ['upgraded', 'formatted', 'holder'] as const) {
        if (v[key] !== undefined) expect(said[key]).toBe(v[key]);
      }
    },
  );
});

describe('checkCertificate goes by psn_cert_type', () => {
  test('[IC2] a 15-digit number is obsolete, not merely invalid', () => {
    expect(checkCertificate('01', '110000491001001', ON)).toMatchObject({ ok: false, code: 'ID_OBSOLETE' });
    expect(checkCertificate('01', '110000490230001', ON)).toMatchObject({ ok: false, code: 'ID_INVALID' });
  });
  test('[IC3] full-width digits, spaces and a lower-case x are repaired before the check', () => {
    expect(checkCertificate('01', ' １１００００２０００ 01 01 006ｘ', ON)).toEqual({
      ok: true,
      normalised: '11000020000101006X',
      holder: '11000020000101006X',
      birthDate: '2000-01-01',
      sex: '2',
    });
  });
  test('[IC4] a birth after the day of handling is refused, on that very day it is not', () => {
    expect(checkCertificate('01', '320000202512310118', '2025-12-30').ok).toBe(false);
    expect(checkCertificate('01', '320000202512310118', '2025-12-31').ok).toBe(true);
  });
  test('[IC5] two cards of one Hong Kong resident have one holder number', () => {
    const [a, b] = ['H0000000001', 'H0000000002'].map((no) => checkCertificate('04', no, ON));
    expect(a?.ok && b?.ok && a.holder === b.holder && a.normalised !== b.normalised).toBe(true);
  });
  test.each([
    ['06', '00001234'],
    ['07', 'XXA110091010108'],
    ['07', '911999199101010011'],
    ['08', 'AB1234567'],
    ['16', 'EA0000000'],
    ['17', '830000189101010010'],
    ['02', '军字第0000001号'],
  ])('[IC6] type %s takes %s', (type, no) =>
    expect(checkCertificate(type, no, ON)).toMatchObject({ ok: true, normalised: no }),
  );
  test.each(['', '*'.repeat(18), '9'.repeat(10_000), '<img src=x onerror=alert(1)>', '\u0000', '__proto__'])(
    '[IC7] hostile text %j is a sentence, never a throw',
    (text) => {
      for (const type of ['01', '02', '04', '06', '07', '08', '16', '17', '99', '__proto__', 'constructor']) {
        const found = checkCertificate(type, text, ON);
        if (!found.ok) expect(found.text).toMatch(/。$/);
        else expect(found.normalised.length).toBeLessThanOrEqual(30);
      }
    },
  );
});
