import { formatFen } from '../../domain/money';
import {
  benefitMonth,
  gapSpan,
  paymentDay,
  povertyMoves,
  shortGap,
  transferBenefit,
} from '../chapters/transfer/benefit';
import {
  accountBalance,
  bothRes,
  destinationLastDay,
  fromScheme,
  originLastDay,
  residentFrom,
  toScheme,
  transferDuty,
  transferMoves,
  transferReady,
  transferResident,
  transferWho,
} from '../chapters/transfer/transfer';
import { employeeWait } from '../chapters/waiting/employee';
import type { Session } from '../session';
import { book } from './identity';
import type { Step } from './step';

const residentOnly = (s: Session) => s.e.judge(bothRes).value === true;

const times: Step = (s) => {
  s.ask(transferMoves, 'output');
  const [from, to] = [s.need(originLastDay), s.need(destinationLastDay)];
  if (from !== undefined) s.date('originLastDay', '转出地办结期限', from);
  if (to !== undefined) s.date('destinationLastDay', '转入地办结期限', to);
};

/** R-TRN-07: what becomes of the benefits, where the scheme is paid by the month. */
const benefits: Step = (s) => {
  if (residentOnly(s)) {
    const from = s.e.maybe(residentFrom);
    if (from) s.date('transferFrom', '转移生效日', from);
    return;
  }
  const poor = s.e.judge(shortGap).value === true ? 'no' : s.ask(povertyMoves, 'advice');
  if (poor === 'exempt') {
    s.date('benefitFrom', '待遇开始日', s.e.value(paymentDay));
    return;
  }
  const joins = s.ask(transferBenefit, 'output');
  if (joins === 'retroactive') {
    s.date('benefitFrom', '待遇开始日', s.e.value(benefitMonth));
    const gap = s.e.value(gapSpan);
    if (gap) {
      s.date('gapFirst', '可补缴月份首日', `${gap.first}-01`);
      s.effect(
        'BACKPAY_GAP',
        null,
        `可按本地规定补缴 ${gap.first} 至 ${gap.last} 共 ${gap.months} 个月，补缴后待遇补享`,
      );
    }
  } else if (joins === 'wait' && s.subject.request.toScheme === 'EMP') {
    const wait = s.need(employeeWait);
    if (wait === undefined) return;
    s.date('waitingFirst', '等待期首日', wait.waitingFirst);
    s.date('waitingLast', '等待期末日', wait.waitingLast);
    s.date('benefitFrom', '待遇开始日', wait.benefitFrom);
  }
};

/** R-TRN-06, R-ACC-02: the account moves along, or is paid out where it cannot be taken in. */
function account(s: Session): void {
  if (s.subject.facts.destinationTakesAccount === false) {
    s.effect('PAY_OUT_ACCOUNT', null, '转入地不能接收个人账户，本人可申请一次性支取');
    return;
  }
  if (s.e.maybe(accountBalance) !== undefined) {
    s.amount('accountTransferred', '转移的个人账户余额', accountBalance, (fen) => ({
      fen,
      how: `个人账户余额 ${formatFen(fen)}`,
    }));
  }
  s.effect('TRANSFER_ACCOUNT', null, '个人账户余额随同转移');
}

const moves: Step = (s) => {
  s.effect('TRANSFER_OUT', null, '转移办结后，转出地关系终止（医保关系转出）');
  if (s.subject.request.fromScheme === 'EMP' && s.subject.facts.mutualAid?.account !== false) {
    account(s);
  }
  s.material('IDENTITY', '有效身份证件');
  s.material('TRANSFER_FORM', '基本医疗保险关系转移接续申请表');
};

export const transfer: readonly Step[] = [
  book,
  (s) => void s.ask(transferWho),
  (s) => {
    const [from, to] = [s.need(fromScheme, 'gate'), s.need(toScheme, 'gate')];
    if (from === undefined || to === undefined) return;
    if (residentOnly(s)) s.ask(transferResident);
    else if (s.ask(transferReady) === 'ready') s.ask(transferDuty);
  },
  times,
  benefits,
  moves,
];
