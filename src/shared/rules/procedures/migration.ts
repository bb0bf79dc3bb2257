import { formatFen } from '../../domain/money';
import type { HouseholdMember } from '../caseLocal';
import { v } from '../chapters/facts';
import {
  betterBenefit,
  differenceCovered,
  inForce,
  memberOutcome,
  members,
  type Outcome,
  ruralFee,
  urbanFee,
} from '../chapters/migration/migration';
import type { Session } from '../session';
import type { Step } from './step';

/** The member whose record is made, left out, or visited at home. */
const EFFECTS: Record<Outcome, string> = {
  MATCHED: 'CREATE_PERSON',
  EMP_ACTIVE: 'LEAVE_OUT',
  DECEASED: 'LEAVE_OUT',
  NAME_DIFF: 'VISIT_HOUSEHOLD',
  NO_HUKOU_MATCH: 'VISIT_HOUSEHOLD',
  MOVED: 'VISIT_HOUSEHOLD',
  DUP_IN_OTHER_HOUSEHOLD: 'VISIT_HOUSEHOLD',
};
const WORDS: Record<string, string> = {
  CREATE_PERSON: '建立个人记录',
  LEAVE_OUT: '不建立个人记录',
  VISIT_HOUSEHOLD: '列入入户调查名单',
};

const COUNTS: Record<string, string> = {
  CREATE_PERSON: 'created',
  LEAVE_OUT: 'leftOut',
  VISIT_HOUSEHOLD: 'toVisit',
};

function one(s: Session, member: HouseholdMember): Outcome | undefined {
  const inner = s.nested({ ...s.subject, request: { ...s.subject.request, member } });
  const found = inner.ask(memberOutcome);
  if (found !== undefined)
    inner.effect(EFFECTS[found], s.subject.on, `${member.name}：${WORDS[EFFECTS[found]]}`);
  s.take(inner);
  return found;
}

const nothing = v.constant(0, '没有这类成员');

/**
 * The fees of the members of whom records are made, each the one they had. Only the rural scheme kept household records, so
 * a member of one was in it unless the record says otherwise.
 */
function fees(s: Session, created: readonly HouseholdMember[]): void {
  const { household: h = {} } = s.subject.facts;
  if (h.ruralFeeFen === undefined && h.urbanFeeFen === undefined) return;
  const urban = created.filter((m) => m.scheme === 'URBAN').length;
  const rural = created.length - urban;
  const parts = v.derived(
    '个人标准',
    [rural > 0 ? ruralFee : nothing, urban > 0 ? urbanFee : nothing],
    (a, b) => ({ a, b }),
  );
  s.amount('householdFee', '全户个人缴费', parts, ({ a, b }) => ({
    fen: rural * a + urban * b,
    how: `${rural} 人 × ${formatFen(a)} + ${urban} 人 × ${formatFen(b)}`,
  }));
  if (rural === 0 || s.ask(differenceCovered, 'advice') === undefined) return;
  const short = v.derived('标准差额', [ruralFee, urbanFee], (a, b) => Math.max(0, b - a));
  s.amount('fiscalDifference', '财政补足差额', short, (fen) => ({
    fen: rural * fen,
    how: `${rural} 人 × ${formatFen(fen)}`,
  }));
}

export const migration: readonly Step[] = [
  (s) => void s.ask(inForce),
  (s) => {
    const { member } = s.subject.request;
    const list = member === undefined ? s.need(members, 'gate') : [member];
    if (list === undefined) return;
    const outcomes = list.map((m) => ({ m, outcome: one(s, m) }));
    if (outcomes.some((o) => o.outcome === undefined)) return;
    for (const [code, label] of Object.entries(WORDS)) {
      const n = outcomes.filter((o) => o.outcome !== undefined && EFFECTS[o.outcome] === code).length;
      if (member === undefined) s.number(COUNTS[code] ?? code, `${label}的人数`, n);
    }
    fees(
      s,
      outcomes.filter((o) => o.outcome === 'MATCHED').map((o) => o.m),
    );
    const { household: h = {} } = s.subject.facts;
    if (h.ruralShare !== undefined || h.urbanShare !== undefined) s.ask(betterBenefit, 'output');
  },
];
