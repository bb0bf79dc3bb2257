import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { parameter, v } from '../facts';
import { atAgency, file } from './review';

// 劳社部发〔2007〕34号 二（一）、（二）、（四）: changes, vouchers, certificates, claims.

const paid = file('paid', '已缴费', '是否已经缴费？', (f) => f.paid);
const voucher = file<string | null>('voucher', '缴费凭证号', '这笔缴费是否已出凭证？', (f) => f.voucher);
const card = file<string>('card', '证卡种类', '发的是哪种证卡？', (f) => f.card);
const claim = file<string>('claim', '非定点就医的原因', '为什么在非定点机构就医？', (f) => f.claim);
const noVoucher = v.is<string | null>(voucher, v.constant(null, '无'));
const claimIs = (code: string, text: string) => v.is<string>(claim, v.constant(code, text));

const agencyOnly = v.is<string>(
  parameter<string>('wf.changeProcessing'),
  v.constant('AGENCY_ONLY', '只由经办机构处理'),
);

const change = [{ document: 'CN-34-2007', article: '二（二）' }] as const;
const payment = [{ document: 'CN-34-2007', article: '二（一）' }] as const;
const claims = [{ document: 'CN-34-2007', article: '二（四）' }] as const;

/** R-WF-07: may the change be made here? */
export const mayProcessChange: Question<Case, 'yes' | 'no'> = {
  id: 'workflow.change',
  ask: '是否可以在这里处理变更',
  rules: [
    {
      id: 'R-WF-07#agency',
      answer: 'yes',
      when: v.always,
      cites: change,
      clause: '经办机构统一负责变更处理。',
    },
    {
      id: 'R-WF-07',
      answer: 'no',
      exceptionTo: 'R-WF-07#agency',
      when: v.all(agencyOnly, v.not(atAgency)),
      cites: change,
      clause: '社区平台、受委托单位只受理变更，不处理。',
      finding: {
        code: 'CHANGE_BY_AGENCY',
        severity: 'refuse',
        say: () => '信息变更在这里只能受理，由经办机构处理，请把申请转给经办机构。',
      },
    },
  ],
};

/** R-WF-05: one unified voucher for each payment. */
export const mayGiveVoucher: Question<Case, 'yes' | 'unpaid' | 'given'> = {
  id: 'workflow.voucher',
  ask: '是否可以出具缴费凭证',
  rules: [
    {
      id: 'R-WF-05',
      answer: 'yes',
      when: v.all(v.holds(paid), noVoucher),
      cites: payment,
      clause: '收费单位出具统一的缴费凭证，一笔缴费一张。',
    },
    {
      id: 'R-WF-05#unpaid',
      answer: 'unpaid',
      when: v.not(v.holds(paid)),
      cites: payment,
      clause: '没有缴费的不出凭证。',
      finding: { code: 'NOT_PAID', severity: 'refuse', say: () => '还没有缴费，不能出具缴费凭证。' },
    },
    {
      id: 'R-WF-05#given',
      answer: 'given',
      when: v.all(v.holds(paid), v.not(noVoucher)),
      cites: payment,
      clause: '已出凭证的不再出。',
      finding: {
        code: 'VOUCHER_GIVEN',
        severity: 'refuse',
        say: (e) => `这笔缴费已出具凭证 ${e.value(voucher)}，不能再出一张。`,
      },
    },
  ],
};

/** R-WF-08: may the certificate be handed out? */
export const mayGiveCertificate: Question<Case, 'yes' | 'unpaid' | 'wrongCard'> = {
  id: 'workflow.certificate',
  ask: '是否可以发放证卡',
  rules: [
    {
      id: 'R-WF-08',
      answer: 'yes',
      when: v.always,
      cites: change,
      clause: '按参保和缴费信息制作统一的证卡、手册，可由社区平台发放。',
    },
    {
      id: 'R-WF-08#unpaid',
      answer: 'unpaid',
      exceptionTo: 'R-WF-08',
      when: v.not(v.holds(paid)),
      cites: change,
      clause: '没有缴费的不发证卡。',
      finding: {
        code: 'NO_CERTIFICATE_BEFORE_PAID',
        severity: 'refuse',
        say: () => '还没有缴费，证卡要在缴费后发放。',
      },
    },
    {
      id: 'R-WF-08#card',
      answer: 'wrongCard',
      exceptionTo: 'R-WF-08',
      when: v.all(v.holds(paid), v.is<string>(card, v.constant('OTHER_IC_CARD', '其他IC卡'))),
      cites: change,
      clause: '使用 IC 卡的，须为社会保障卡。',
      finding: {
        code: 'CARD_NOT_NATIONAL',
        severity: 'refuse',
        say: () => '使用 IC 卡作证卡的，须按全国统一标准发放社会保障卡，这张卡不能发。',
      },
    },
  ],
};

/** R-WF-13: may the claim be received at the platform? */
export const mayReceiveClaim: Question<Case, 'yes' | 'ask' | 'no'> = {
  id: 'workflow.claim',
  ask: '是否可以受理报销申请',
  rules: [
    {
      id: 'R-WF-13',
      answer: 'yes',
      when: v.any(
        claimIs('EMERGENCY', '急诊'),
        claimIs('REFERRAL', '转诊'),
        claimIs('ELSEWHERE', '异地就医'),
      ),
      cites: claims,
      clause: '急诊、转诊、异地就医等在非定点机构发生的费用，可先垫付，申请可由社区平台受理，经办机构审核。',
      finding: {
        code: 'CLAIM_RECEIVED',
        severity: 'info',
        say: () => '申请可以在这里受理，转经办机构审核报销。',
      },
    },
    {
      id: 'R-WF-13#other',
      answer: 'ask',
      when: claimIs('OTHER', '其他原因'),
      cites: claims,
      clause: '其他原因的，受理时注明原因，由经办机构决定。',
      finding: {
        code: 'CLAIM_REASON_NOT_LISTED',
        severity: 'warn',
        say: () => '原因不是急诊、转诊、异地就医，能否报销由经办机构决定，请注明原因后转送。',
      },
    },
    {
      id: 'R-WF-13#provider',
      answer: 'no',
      when: claimIs('IN_NETWORK', '定点机构'),
      cites: claims,
      clause: '定点机构的费用由该机构向经办机构申报结算。',
      finding: {
        code: 'CLAIM_BY_PROVIDER',
        severity: 'refuse',
        say: () => '定点机构的费用由医院、药店向经办机构结算，本人不用申请报销。',
      },
    },
  ],
};
