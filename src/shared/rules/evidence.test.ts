import { describe, expect, it } from 'vitest';
import { Case } from './case';
import { decide } from './decide';
import { smallestMissingEvidence } from './evidence';

const active = (scheme: string, region: string) => ({ scheme, status: 'ACTIVE', region, from: '2020-01-01' });
const resident = (person: object = {}, facts: object = {}) =>
  Case.parse({
    id: 'E-1',
    matter: 'RES_REGISTER',
    on: '2022-10-10',
    region: '220199',
    facts: {
      person: {
        certType: '01',
        certNo: '220199199003071234',
        sex: '1',
        birthDate: '1990-03-07',
        alive: true,
        hukouRegion: '220298',
        residencePermit: false,
        studentHere: false,
        identities: [],
        ...person,
      },
      relations: [],
      payments: [],
      sameNumber: [],
      ...facts,
    },
    request: { year: 2023, category: 'ADULT' },
  });
const facts = (c: Case) => smallestMissingEvidence(c).map((s) => s.evidence.map((e) => e.fact));

describe('smallestMissingEvidence', () => {
  it('[RU86] a refusal for want of a tie names each paper that would do by itself', () => {
    const c = resident();
    expect(decide(c).decision).toBe('REFUSE');
    expect(facts(c)).toContainEqual(['person.residencePermit']);
    expect(facts(c)).toContainEqual(['person.hukouRegion']);
    const permit = smallestMissingEvidence(c).find((s) => s.evidence[0]?.fact === 'person.residencePermit');
    expect(permit?.evidence[0]?.bring).toContain('居住证');
    expect(permit?.decision).toMatch(/^ALLOW/);
  });

  it('[RU86] an employee relation that was paused elsewhere is what to prove', () => {
    const c = resident({ hukouRegion: '220199' }, { relations: [active('EMP', '220298')] });
    expect(decide(c).decision).toBe('REFUSE');
    const sets = smallestMissingEvidence(c);
    expect(sets.length).toBeGreaterThan(0);
    expect(sets.every((s) => s.evidence.length === 1)).toBe(true);
    expect(sets[0]?.evidence[0]).toMatchObject({ fact: 'relations.0.status' });
    expect(sets[0]?.evidence[0]?.bring).toContain('220298');
  });

  it('[RU86] where no single fact is enough, two are named', () => {
    const c = resident({}, { relations: [active('EMP', '220298')] });
    const sets = facts(c);
    expect(sets.length).toBeGreaterThan(0);
    expect(sets.every((s) => s.length === 2)).toBe(true);
    expect(sets).toContainEqual(['person.residencePermit', 'relations.0.status']);
  });

  it('[RU87] nothing is asked for where nothing helps, or where nothing is refused', () => {
    expect(facts(resident({ alive: false, deathDate: '2022-09-01' }))).toEqual([]);
    const fine = resident({ hukouRegion: '220199' });
    expect(decide(fine).decision).toMatch(/^(ALLOW|NEEDS)/);
    expect(facts(fine)).toEqual([]);
  });

  it('[RU132] a number that is registered for somebody else is put right where it stands', () => {
    const c = resident({ hukouRegion: '220199' }, { sameNumber: ['P000009'] });
    expect(decide(c).reasons.map((r) => r.code)).toContain('ID_DUPLICATE_PERSON');
    const [only, ...more] = smallestMissingEvidence(c);
    expect(more).toEqual([]);
    expect(only?.evidence.map((e) => e.fact)).toEqual(['sameNumber']);
    expect(only?.evidence[0]?.bring).toContain('公安机关');
    expect(only?.decision).toMatch(/^ALLOW/);
  });

  it('[RU132] the same number and no tie here need two papers', () => {
    const sets = facts(resident({}, { sameNumber: ['P000009'] }));
    expect(sets).toContainEqual(['person.residencePermit', 'sameNumber']);
    expect(sets.every((s) => s.length === 2 && s.includes('sameNumber'))).toBe(true);
  });

  it('[RU133] an identity that nobody confirmed is warned of, not refused, and confirming it undoes no other refusal', () => {
    const unconfirmed = {
      identities: [{ type: 'MIN_LIVING', source: null, from: '2022-01-01', until: null }],
    };
    const here = resident({ ...unconfirmed, hukouRegion: '220199' });
    expect(decide(here).reasons.map((r) => r.code)).toContain('FLAG_UNVERIFIED');
    expect(decide(here).decision).not.toBe('REFUSE');
    expect(facts(here)).toEqual([]);
    expect(facts(resident(unconfirmed))).toEqual(facts(resident()));
  });

  it('[RU133] a newborn under a parent’s name is warned of, not refused; a child registered elsewhere is what to put right', () => {
    const child = (relations: object[]) =>
      Case.parse({
        ...resident(
          { certType: null, certNo: null, birthDate: '2022-09-01', hukouRegion: '220199' },
          { relations, newborn: { underParentName: true } },
        ),
        matter: 'NEWBORN_REGISTER',
        request: { category: 'NEWBORN' },
      });
    expect(decide(child([])).reasons.map((r) => r.code)).toContain('REQUEST_UPDATE');
    expect(facts(child([]))).toEqual([]);
    const elsewhere = child([active('RES', '220298')]);
    expect(decide(elsewhere).decision).toBe('REFUSE');
    const sets = facts(elsewhere);
    expect(sets).toContainEqual(['relations.0.status']);
  });
});
