import { addToMonth, lastDayOfMonth, monthOf } from '../../domain/civilDate';
import { changeFits, identityTouched, numberChanges } from '../chapters/change/change';
import { payments, periodsOf } from '../chapters/facts';
import {
  dayFits,
  deathDayAgrees,
  effectiveOn,
  matterScheme,
  notDeceased,
  reasonFits,
  relationOpen,
  statusFrom,
} from '../chapters/status/status';
import type { Session } from '../session';
import { book, identity } from './identity';
import type { Step } from './step';

/** R-END-03: paid periods keep their cover; assessed and unpaid ones after the day are withdrawn. */
const afterwards: Step = (s) => {
  const from = s.e.maybe(statusFrom);
  if (from === undefined) return;
  const scheme = s.e.value(matterScheme);
  const pause = s.subject.matter.endsWith('_PAUSE');
  const schemeName = scheme === 'EMP' ? '职工' : '居民';
  s.date('statusFrom', '状态生效日', from);
  s.effect(
    `${pause ? 'PAUSE' : 'TERMINATE'}_${scheme}`,
    from,
    `${schemeName}医保关系自 ${from} 起${pause ? '暂停' : '终止'}`,
  );
  const list = (s.e.maybe(payments) ?? []).filter((p) => p.scheme === scheme);
  const after = (period: string) => (scheme === 'EMP' ? `${period}-01` : `${period}-01-01`) >= from;
  const withdrawn = list
    .filter((p) => p.state === 'DUE')
    .flatMap(periodsOf)
    .filter(after);
  if (withdrawn.length > 0) {
    s.effect('WITHDRAW_ASSESSED', from, `撤回 ${withdrawn.sort().join('、')} 期已核定未缴的费款`);
  }
  if (pause) coverUntil(s, list.filter((p) => p.state === 'PAID').flatMap(periodsOf), from);
};

/** R-BEN-01: a period that was paid before the pause is covered to its end. */
function coverUntil(s: Session, paid: string[], from: string): void {
  const ends = paid.map((p) => (p.length === 4 ? `${p}-12-31` : lastDayOfMonth(p))).sort();
  let last: string | undefined;
  for (const end of ends) {
    const adjoins =
      last === undefined ? monthOf(end) >= monthOf(from) : monthOf(end) <= addToMonth(monthOf(last), 12);
    if (end >= from && adjoins) last = end;
  }
  if (last !== undefined) s.date('coverTo', '已缴费期的末日', last);
}

const materials: Step = (s) => {
  s.material('IDENTITY', '参保人或经办人有效身份证件');
  const proofs: Record<string, string> = {
    DEATH: '死亡证明（医院、社区或公安出具）',
    SETTLED_ABROAD: '出国（境）定居证明',
    TRANSFERRED_OUT: '医保关系转移接续联系函',
    SENTENCED: '判决书',
    MISSING: '宣告失踪的证明',
  };
  const why = s.subject.request.reason;
  const proof = why === undefined ? undefined : proofs[why];
  if (why !== undefined && proof !== undefined) s.material(`PROOF_${why}`, proof);
};

const leave: readonly Step[] = [
  (s) => void s.ask(relationOpen),
  (s) => void s.ask(reasonFits),
  (s) => void s.ask(dayFits),
  (s) => void s.ask(deathDayAgrees, 'advice'),
  (s) => void s.need(effectiveOn),
  afterwards,
  materials,
];

export const pause: readonly Step[] = [book, (s) => void s.ask(notDeceased), ...leave];
/** A termination may follow a death, so nobody is asked to be alive. */
export const terminate: readonly Step[] = [book, ...leave];

export const change: readonly Step[] = [
  book,
  (s) => void s.ask(changeFits),
  (s) => {
    if (s.e.maybe(identityTouched) === true) for (const step of identity) if (!s.refused) step(s);
  },
  (s) => {
    s.effect('CHANGE_INFORMATION', s.subject.on, '变更登记信息，原值留存');
    if (s.e.maybe(numberChanges) === true) {
      s.effect('SEARCH_DUPLICATES', s.subject.on, '按新证件号码重新查重');
    }
    s.material('IDENTITY', '有效身份证件');
    s.material('CHANGE_PROOF', '变更事项的证明材料');
  },
];
