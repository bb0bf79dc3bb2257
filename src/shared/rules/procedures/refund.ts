import { addDays } from '../../domain/civilDate';
import { formatFen } from '../../domain/money';
import { deathDate } from '../chapters/facts';
import { assistanceBack, relationEnded, rightApplicant } from '../chapters/refund/channel';
import {
  assistPart,
  flexRefund,
  personPart,
  reason,
  refundable,
  refundPeriod,
  refundScheme,
  remaining,
  unitPart,
  wasPaid,
} from '../chapters/refund/refund';
import type { Session } from '../session';
import { book } from './identity';
import type { Step } from './step';

const asFen = (label: string) => (fen: number) => ({ fen, how: `${label} ${formatFen(fen)}` });

/** R-REF-03, 07: each part goes back to who paid it, and the relation ends or is paused with it. */
function pay(s: Session): void {
  const period = s.e.value(refundPeriod);
  s.amount('refundPerson', '退给本人', personPart, asFen('个人实缴'));
  if (s.e.value(refundScheme) === 'RES') {
    if (s.ask(assistanceBack, 'output') === 'back') {
      s.amount('refundAssistance', '退回资助渠道', assistPart, asFen('资助'));
    }
    const died = s.e.maybe(deathDate);
    const day = s.e.value(reason) === 'DEATH' && died ? addDays(died, 1) : s.subject.on;
    s.effect('TERMINATE_RES', day, `${period} 年度居民医保关系自 ${day} 起终止`);
  } else {
    s.amount('refundUnit', '退给单位', unitPart, asFen('单位实缴'));
    s.effect('REFUND_EMP', s.subject.on, `${period} 期职工医保费退回，该期不再有待遇`);
  }
  s.effect('REFUND', s.subject.on, '由税务部门按原缴费渠道退回');
}

const single: Step = (s) => {
  s.need(refundPeriod, 'gate');
  s.ask(wasPaid);
  if (s.refused) return;
  s.ask(relationEnded);
  if (s.refused) return;
  if (s.ask(refundable) === 'full') pay(s);
};

const flexible: Step = (s) => {
  if (s.ask(flexRefund) !== 'months') return;
  s.amount('refundPerson', '退给本人', remaining, (rest) => ({
    fen: rest.personFen,
    how: `全年所缴 ÷ ${rest.of} 个月 × 剩余 ${rest.months} 个月`,
  }));
  s.effect('PAUSE_EMP', s.subject.on, '灵活就业关系暂停，随单位参保');
  s.effect('REFUND', s.subject.on, '由税务部门按原缴费渠道退回');
};

const kind: Step = (s) => {
  const why = s.need(reason, 'gate');
  if (why === undefined) return;
  if (why === 'FLEX_TO_UNIT') return flexible(s);
  if (s.need(refundScheme, 'gate') !== undefined) single(s);
};

export const refund: readonly Step[] = [
  book,
  (s) => void s.ask(rightApplicant),
  kind,
  (s) => {
    s.material('IDENTITY', '申请人有效身份证件');
    s.material('BANK_ACCOUNT', '收款银行账户');
    if (s.subject.request.refundReason === 'DEATH') {
      s.material('PROOF_DEATH', '死亡证明');
      s.material('KINSHIP_PROOF', '亲属关系证明');
    }
  },
];
