import { on } from '../chapters/facts';
import { unitCode } from '../chapters/identity/identity';
import {
  approved,
  changed,
  established,
  mergedRecords,
  nothingOwed,
  singleRecord,
} from '../chapters/unit/unit';
import type { Session } from '../session';
import { book } from './identity';
import type { Step } from './step';

const code: Step = (s) => {
  if (s.subject.request.uscc !== undefined) s.ask(unitCode);
};

/** R-UNIT-16-2: the records that are not kept end, and who is under them moves. */
function merge(s: Session): void {
  for (const record of s.e.value(mergedRecords)) {
    const day = s.e.value(on);
    s.effect('END_UNIT_RECORD', day, `${record.region} 的单位登记结束，${record.moves}转入保留的登记`);
    if (record.stay > 0) {
      s.effect(
        'KEEP_RETIREE_AS_FLEX',
        day,
        `${record.stay} 名退休人员留在 ${record.region}，以灵活就业身份参保，待遇不变`,
      );
    }
  }
}

export const unitRegister: readonly Step[] = [
  book,
  code,
  (s) => {
    // Looking for other records belongs to the platform: not having looked stops nothing here.
    if (s.ask(singleRecord, 'advice') === 'chosen') merge(s);
  },
  (s) => {
    s.ask(established.question);
    const last = s.e.maybe(established.lastDay);
    if (last !== undefined) s.date('lastDay', '成立之日起登记期限末日', last);
    s.effect('REGISTER_UNIT', s.e.value(on), '建立单位参保登记');
    s.material('USCC', '统一社会信用代码证照');
    s.material('AGENT_IDENTITY', '经办人有效身份证件');
    s.material('FORM', '单位参保登记表（盖章）');
  },
];

export const unitChange: readonly Step[] = [
  book,
  code,
  (s) => {
    const merging = s.subject.request.keepRecord !== undefined;
    if (s.ask(singleRecord, merging ? 'gate' : 'advice') === 'chosen') merge(s);
  },
  (s) => {
    if (s.subject.request.keepRecord !== undefined && s.subject.request.changedOn === undefined) return;
    s.ask(changed.question);
    const last = s.e.maybe(changed.lastDay);
    if (last !== undefined) s.date('lastDay', '变更之日起办理期限末日', last);
    s.effect('CHANGE_UNIT', s.e.value(on), '变更单位登记事项，原值留存');
    s.material('CHANGE_PROOF', '变更事项的证明材料');
  },
];

export const unitDissolve: readonly Step[] = [
  book,
  code,
  (s) => void s.ask(nothingOwed),
  (s) => {
    s.ask(approved.question);
    const last = s.e.maybe(approved.lastDay);
    if (last !== undefined) s.date('lastDay', '批准之日起办理期限末日', last);
    s.effect('END_UNIT', s.e.value(on), '单位参保登记合并、分立或注销，缴费义务终止');
    s.material('APPROVAL', '合并、分立、撤销、解散或改制的批准文件');
  },
];
