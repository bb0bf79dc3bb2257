import { addDays } from '../../domain/civilDate';
import { keepCross, newerOfCross, pauseOrTerminate } from '../chapters/duplicate/cross';
import { isDuplicate, monthsOnce } from '../chapters/duplicate/definition';
import {
  acrossSchemes,
  crossPairs,
  employeePairs,
  employeeTwice,
  overlapTime,
  type PaidRelation,
  residentPairs,
  residentTwice,
} from '../chapters/duplicate/records';
import {
  habitualRegion,
  keepAssisted,
  keepChosen,
  keepEmployee,
  keepHabitual,
  keepRegion,
  keepSchool,
  schoolRegion,
  statementPlace,
  workRegion,
} from '../chapters/duplicate/sameScheme';
import { crossDeducted, residentDeducted, subsidyAmount, subsidyReport } from '../chapters/subsidy/subsidy';
import type { Session } from '../session';
import { book } from './identity';
import type { Step } from './step';

const NAMES = { EMP: '职工', RES: '居民' } as const;
const holds = (s: Session, condition: typeof employeeTwice) => s.e.judge(condition).value === true;

/** R-STA-03, R-DUP-08: a relation that is cleaned up ends with the reason 重复参保清理. */
function terminate(s: Session, relation: PaidRelation): void {
  const text = `${relation.region} 的${NAMES[relation.scheme]}医保关系自 ${s.subject.on} 起终止（重复参保清理）`;
  s.effect(`TERMINATE_${relation.scheme}`, s.subject.on, text, relation.region);
}
/** Every relation of the pairs that is not at the place that is kept, once. */
function terminateOthers(s: Session, pairs: typeof employeePairs, kept: string | null | undefined): void {
  const list = (s.e.maybe(pairs) ?? []).flatMap((o) => [...o.pair]);
  for (const relation of new Set(list)) if (relation.region !== kept) terminate(s, relation);
}

const inEmployee: Step = (s) => {
  if (!holds(s, employeeTwice)) return;
  if (s.ask(keepEmployee) === 'work') terminateOthers(s, employeePairs, s.e.maybe(workRegion));
};

const inResident: Step = (s) => {
  if (!holds(s, residentTwice)) return;
  s.ask(statementPlace, 'advice');
  let kept: 'habitual' | 'choice' | 'school' | 'none' | 'await' | 'ask' | undefined = s.ask(keepAssisted);
  if (kept === 'none') kept = s.ask(keepSchool);
  if (kept === 'none') kept = s.ask(keepChosen);
  if (kept === 'none') kept = s.ask(keepHabitual);
  const place = { habitual: habitualRegion, choice: keepRegion, school: schoolRegion };
  if (kept === 'habitual' || kept === 'choice' || kept === 'school') {
    terminateOthers(s, residentPairs, s.e.maybe(place[kept]));
  }
  if (kept === 'await') s.material('STATEMENT', '本人选择保留一方的书面声明（交给放弃的一方）');
};

const across: Step = (s) => {
  if (!holds(s, acrossSchemes)) return;
  const kept = s.ask(keepCross);
  s.ask(pauseOrTerminate, 'advice');
  if (kept === 'emp') {
    const pairs = (s.e.maybe(crossPairs) ?? []).flatMap((o) => [...o.pair]);
    for (const relation of new Set(pairs)) if (relation.scheme === 'RES') terminate(s, relation);
  }
  const both = s.e.maybe(newerOfCross);
  if (kept !== 'pause' || !both) return;
  const { newer, older } = both;
  s.effect(
    `PAUSE_${older.scheme}`,
    newer.paidFrom,
    `${older.region} 的${NAMES[older.scheme]}医保关系自 ${newer.paidFrom} 起暂停，不终止`,
    older.region,
  );
  if (older.paidUntil > newer.paidUntil) {
    const back = addDays(newer.paidUntil, 1);
    const again = `${back} 起可恢复原关系，已缴的年度不再缴费`;
    s.effect(`RESUME_${older.scheme}`, back, again, older.region);
    s.date('resumeFrom', '原关系可恢复日', back);
  }
};

const definition: Step = (s) => {
  if (s.ask(isDuplicate) !== 'yes') return;
  s.ask(monthsOnce, 'advice');
  const time = s.e.maybe(overlapTime);
  if (!time) return;
  s.date('overlapFrom', '重叠首日', time.from);
  s.date('overlapTo', '重叠末日', time.until);
};

/** R-SUB-03: person, years, relation that ends, amount. */
const subsidy: Step = (s) => {
  if (!holds(s, residentTwice) && !holds(s, acrossSchemes) && s.subject.matter === 'DUPLICATE') return;
  const weight = s.subject.matter === 'DUPLICATE' ? 'output' : 'gate';
  const across = holds(s, acrossSchemes) && !holds(s, residentTwice);
  const which = across ? s.ask(crossDeducted, weight) : s.ask(residentDeducted, weight);
  if (which === 'resident' || which === 'cross') {
    s.ask(subsidyReport, 'advice');
    s.amount('subsidyDeducted', '扣减的财政补助', subsidyAmount[which], (value) => value);
    s.effect('DEDUCT_SUBSIDY', s.subject.on, '报送财政扣减重复当年的各级财政补助');
  }
};

export const duplicate: readonly Step[] = [book, definition, inEmployee, inResident, across, subsidy];
export const subsidyDeduction: readonly Step[] = [book, definition, subsidy];
