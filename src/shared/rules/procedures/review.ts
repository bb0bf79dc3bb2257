import {
  mayGiveCertificate,
  mayGiveVoucher,
  mayProcessChange,
  mayReceiveClaim,
} from '../chapters/workflow/papers';
import { entryPoint, inEffect, mayRecheck, offersVisit, step } from '../chapters/workflow/review';
import type { Session } from '../session';
import type { Step } from './step';

type StepName = NonNullable<Session['subject']['request']['step']>;

const enter: Step = (s) => {
  s.ask(entryPoint);
  if (!s.refused) s.ask(offersVisit, 'output');
};

/** What is asked at each stage of an application (R-WF). */
const STAGES: Record<StepName, Step> = {
  REGISTER: (s) => {
    enter(s);
    if (!s.refused) s.effect('TO_INITIAL_REVIEW', s.subject.on, '登记后进行初审，复核通过前不生效');
  },
  INITIAL_REVIEW: (s) => {
    s.ask(entryPoint);
    if (!s.refused) s.effect('TO_RECHECK', s.subject.on, '初审后转经办机构复核，复核通过前不生效');
  },
  RECHECK: (s) => {
    if (s.ask(mayRecheck) !== 'yes') return;
    const { outcome } = s.subject.request;
    if (outcome === 'RETURN') s.effect('RETURN_FILE', s.subject.on, '复核退回，更正后重新提交');
    if (outcome === 'ACCEPT') s.effect('ACCEPT_FILE', s.subject.on, '复核通过，申请生效，可以缴费');
  },
  CHANGE: (s) => {
    s.ask(entryPoint);
    if (!s.refused) s.effect('FORWARD_CHANGE', s.subject.on, '受理变更，转经办机构处理');
  },
  PROCESS_CHANGE: (s) => {
    if (s.ask(mayProcessChange) !== 'yes') return;
    s.effect('CHANGE_INFORMATION', s.subject.on, '变更登记信息，原值留存');
  },
  VOUCHER: (s) => {
    s.ask(inEffect);
    if (s.refused || s.ask(mayGiveVoucher) !== 'yes') return;
    s.effect('GIVE_VOUCHER', s.subject.on, '出具统一的缴费凭证');
  },
  CERTIFICATE: (s) => {
    s.ask(inEffect);
    if (s.refused || s.ask(mayGiveCertificate) !== 'yes') return;
    s.effect('GIVE_CERTIFICATE', s.subject.on, '发放医疗保险证卡');
  },
  CLAIM: (s) => {
    if (s.ask(mayReceiveClaim) === undefined) return;
    s.effect('FORWARD_CLAIM', s.subject.on, '受理报销申请，转经办机构审核');
  },
};

export const review: readonly Step[] = [
  (s) => {
    const now = s.need(step, 'gate');
    if (now !== undefined) STAGES[now](s);
  },
];
