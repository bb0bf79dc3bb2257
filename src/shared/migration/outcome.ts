import type { CivilDate } from '../domain/civilDate';
import type { RegionCode } from '../domain/region';
import { err, ok, type Result } from '../result';
import type { HouseholdMember } from '../rules/caseLocal';
import { decide } from '../rules/decide';
import { MigrationClass } from './classes';

/** What is known of a member, as far as the rules ask (R-MIG-02, R-MIG-03). */
export interface MemberFacts {
  readonly alive: boolean;
  readonly moved: boolean;
  readonly empActive: boolean;
  readonly keptElsewhere: boolean;
  /** Has a citizen's number that can be right. */
  readonly numbered: boolean;
  /** The police have the number here. */
  readonly inPolice: boolean;
  readonly sameName: boolean;
}

/** A class with where the book says so. */
export interface Outcome {
  readonly code: MigrationClass;
  /** Number in the catalogue and article, as they are cited. */
  readonly rule: string;
}

/** Whether the merged scheme is in force (R-MIG-05): a sentence for the report. */
export interface Outcomes {
  readonly basis: string;
  of(facts: MemberFacts): Outcome;
}

/** An area code that nobody has, with a right check character: the rules ask of a number only whether it can be right. */
const SOME_NUMBER = '220199199003071234';

export const memberOf = (facts: MemberFacts): HouseholdMember => ({
  name: '成员',
  certNo: facts.numbered ? SOME_NUMBER : null,
  policeName: facts.inPolice ? (facts.sameName ? '成员' : '他人') : null,
  alive: facts.alive,
  moved: facts.moved,
  empActive: facts.empActive,
  keptElsewhere: facts.keptElsewhere,
});

const ALL_WELL: MemberFacts = {
  alive: true,
  moved: false,
  empActive: false,
  keptElsewhere: false,
  numbered: true,
  inPolice: true,
  sameName: true,
};

/**
 * The rules' answers on members of one region and day. There are 128 kinds of member, so each kind is decided once; 70,000 decisions
 * would say the same. The error is the book's own refusal, e.g. before the day of the merger.
 */
export function outcomesOf(place: { on: CivilDate; region: RegionCode }): Result<Outcomes, string> {
  const ask = (facts: MemberFacts) =>
    decide({
      id: 'HOUSEHOLD_MIGRATION:member',
      matter: 'HOUSEHOLD_MIGRATION',
      ...place,
      facts: {},
      request: { member: memberOf(facts) },
    });
  const first = ask(ALL_WELL);
  const refusal = first.reasons.find(({ severity }) => severity === 'refuse');
  if (refusal !== undefined) return err(`${refusal.text}（${refusal.rule}，${refusal.documentTitle}）`);
  const inForce = first.params.find(({ param }) => param === 'mig.effective');
  const known = new Map<string, Outcome>();
  return ok({
    basis:
      inForce === undefined
        ? '本地区的参数包没有统一制度的施行日（mig.effective），本报告只作比对，不说明制度何时施行。'
        : `统一制度自 ${String(inForce.value)} 起施行（${inForce.source}）。`,
    of(facts) {
      const key = JSON.stringify(Object.values(facts));
      const before = known.get(key);
      if (before !== undefined) return before;
      const reason = ask(facts).reasons.find(({ code }) => MigrationClass.safeParse(code).success);
      if (reason === undefined) throw new Error(`no class for ${key}`);
      const outcome = { code: MigrationClass.parse(reason.code), rule: `${reason.rule}，${reason.article}` };
      known.set(key, outcome);
      return outcome;
    },
  });
}
