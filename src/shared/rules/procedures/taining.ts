import { formatFen } from '../../domain/money';
import { year, yearEnd, yearStart } from '../chapters/facts';
import { notDeceased } from '../chapters/status/status';
import { employedPerson, feeGroup, oneScheme } from '../chapters/taining/eligibility';
import { feeHelp, feeParts } from '../chapters/taining/fee';
import { aboveDeductible, settled, stay } from '../chapters/taining/hospital';
import {
  documentLabel,
  documentsComplete,
  requiredDocuments,
  rightPlace,
} from '../chapters/taining/registration';
import { windowFirst, windowLast } from '../chapters/taining/terms';
import { launchBenefit, launched, openToAll, paidInTime, returnRule } from '../chapters/taining/window';
import type { Session } from '../session';
import { identity } from './identity';
import type { Step } from './step';

/** A number that is given is checked; a household that only asks for the fee need not give one. */
const identityGiven: Step = (s) => {
  if (s.subject.facts.person?.certNo === undefined) return;
  for (const step of identity) if (!s.refused) step(s);
};

const window: Step = (s) => {
  s.ask(launched);
  if (s.refused) return;
  const when = s.ask(paidInTime);
  const [first, last] = [s.e.maybe(windowFirst), s.e.maybe(windowLast)];
  if (when !== 'launch' && when !== 'tooLate') {
    if (first !== undefined) s.date('windowFirst', '缴费期首日', first);
    if (last !== undefined) s.date('lastDay', '缴费期末日', last);
  }
  if (when === 'stopped') s.need(returnRule, 'gate');
  const from =
    when === 'launch' ? s.need(launchBenefit) : when === 'inTime' ? s.e.value(yearStart) : undefined;
  if (from === undefined) return;
  s.date('benefitFrom', '待遇开始日', from);
  s.date('coverTo', '保障期末日', s.e.value(yearEnd));
};

function fee(s: Session, which: 'ADULT' | 'MINOR'): void {
  const help = s.ask(feeHelp, 'output');
  if (help === undefined) return;
  const parts = feeParts[help][which];
  const who = which === 'ADULT' ? '成年人' : '未成年人';
  s.amount('feeStandard', '筹资标准', parts, (p) => ({ fen: p.total, how: `${who}每人每年` }));
  s.amount('government', '政府补助', parts, (p) => ({ fen: p.government, how: `${who}每人每年` }));
  s.amount('assisted', '再补助', parts, (p) => ({ fen: p.extra, how: '困难人员再补助，不超过个人部分' }));
  s.amount('payable', '个人应缴', parts, (p) => ({
    fen: p.payable,
    how: `${formatFen(p.total)} − ${formatFen(p.government)} − ${formatFen(p.extra)}`,
  }));
}

export const countyFee: readonly Step[] = [
  identityGiven,
  (s) => void s.ask(notDeceased, 'output'),
  (s) => void s.ask(employedPerson),
  (s) => void s.ask(oneScheme, 'output'),
  (s) => {
    const which = s.ask(feeGroup);
    if (s.refused || s.need(year, 'gate') === undefined) return;
    window(s);
    if (s.refused) return;
    s.ask(rightPlace, 'advice');
    s.ask(documentsComplete, 'output');
    if (s.refused) return;
    s.ask(openToAll);
    if (which === 'ADULT' || which === 'MINOR') fee(s, which);
    for (const code of s.e.maybe(requiredDocuments) ?? []) s.material(code, documentLabel(code));
  },
];

export const countyHospital: readonly Step[] = [
  (s) => void s.ask(settled, 'output'),
  (s) => void s.ask(aboveDeductible),
  (s) => {
    s.amount('fundPays', '基金支付', stay, (x) => ({
      fen: x.fund,
      how: `超过起付标准 ${formatFen(x.threshold)} 的 ${formatFen(x.above)} × ${x.share}，四舍五入到分`,
    }));
    s.amount('patientPays', '个人自付', stay, (x) => ({ fen: x.patient, how: '其余费用和目录外费用' }));
  },
];
