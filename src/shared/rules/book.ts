import { canonicalJson, sha256Hex } from '../json';
import type { Case } from './case';
import { changeFits } from './chapters/change/change';
import { CONTRIBUTION_QUESTIONS } from './chapters/contributionQuestions';
import {
  employerInTime,
  noActiveEmployee,
  periodFree,
  refundOffer,
  residentRelation,
} from './chapters/employee/register';
import { bookCovers, gapSide, inScope, unemploymentChannel } from './chapters/general/general';
import { identityMatch, identityNumber, identityUnique, unitCode } from './chapters/identity/identity';
import { OLDER_QUESTIONS } from './chapters/older';
import { RELATION_QUESTIONS } from './chapters/relations';
import { categoryFits, identityVerified } from './chapters/resident/fee';
import { newbornAlive, newbornInTime, newbornOwnName, newbornYear } from './chapters/resident/newborn';
import { newEntrant } from './chapters/resident/newEntrant';
import { localTie, notElsewhere, notEmployee, yearFree } from './chapters/resident/who';
import { collectiveWindow, yearRunning } from './chapters/resident/window';
import { benefitState } from './chapters/status/benefit';
import { payState } from './chapters/status/payState';
import { dayFits, deathDayAgrees, notDeceased, reasonFits, relationOpen } from './chapters/status/status';
import { coverGap } from './chapters/waiting/coverGap';
import { employeeWaits } from './chapters/waiting/employee';
import { residentWaits, waitEnds } from './chapters/waiting/resident';
import type { ParamTable } from './kernel/params';
import { print } from './kernel/print';
import type { Question, Rule } from './kernel/rule';
import { loadPacks } from './params/load';
import { PACK_FILES } from './params/packs';
import { DOCUMENTS } from './sources/register';

/** Raised when an amount, a date or a procedure is computed differently; conditions and values are in the hash anyway. */
const EDITION = 3;

/** Every question of the book, in the order of the law's chapters. */
export const QUESTIONS: readonly Question<Case>[] = [
  bookCovers,
  gapSide,
  inScope,
  unemploymentChannel,
  identityNumber,
  identityMatch,
  identityUnique,
  unitCode,
  notDeceased,
  relationOpen,
  reasonFits,
  dayFits,
  deathDayAgrees,
  payState,
  benefitState,
  employerInTime,
  noActiveEmployee,
  periodFree,
  residentRelation,
  refundOffer,
  employeeWaits,
  residentWaits,
  waitEnds,
  coverGap,
  notEmployee,
  localTie,
  notElsewhere,
  yearFree,
  collectiveWindow,
  yearRunning,
  newEntrant,
  categoryFits,
  identityVerified,
  newbornInTime,
  newbornAlive,
  newbornOwnName,
  newbornYear,
  changeFits,
  ...CONTRIBUTION_QUESTIONS,
  ...RELATION_QUESTIONS,
  ...OLDER_QUESTIONS,
];

/** The rules with the values they are applied with. */
export interface RuleBook {
  /** `canbao-<edition>-<hash>`: the same version gives the same answers. */
  readonly version: string;
  readonly table: ParamTable;
}

/** The book with these packs; throws with their refusals, because a shipped pack that does not load is a bug. */
export function makeBook(packFiles: readonly unknown[]): RuleBook {
  const loaded = loadPacks(packFiles);
  if (!loaded.ok) throw new Error(loaded.error.map((r) => r.text).join('\n'));
  const rules = QUESTIONS.flatMap((q) => q.rules.map((rule) => ruleText(q, rule)));
  const content = canonicalJson({ edition: EDITION, rules, packs: packFiles, documents: DOCUMENTS });
  return { version: `canbao-${EDITION}-${sha256Hex(content).slice(0, 16)}`, table: loaded.value };
}

const ruleText = (question: Question<Case>, rule: Rule<Case>) => ({
  question: question.id,
  id: rule.id,
  answer: rule.answer,
  when: print(rule.when),
  exceptionTo: rule.exceptionTo ?? null,
  cites: rule.cites,
  clause: rule.clause,
});

/** The book this program is shipped with. */
export const theBook: RuleBook = makeBook(PACK_FILES);
