import {
  benefitState,
  campaign,
  contributionYears,
  identifierCheck,
  incentive,
  keyGroup,
  payState,
  waitingPeriod,
} from './cover';
import type { Inquiry } from './inquiry';
import { arithmetic, arrears, lateFee, tainingFee, tainingHospital } from './money';

/** Every question the window asks of the rules without registering anything, in the order it shows them. */
export const INQUIRIES: readonly Inquiry[] = [
  benefitState,
  waitingPeriod,
  contributionYears,
  payState,
  incentive,
  keyGroup,
  identifierCheck,
  arrears,
  lateFee,
  campaign,
  arithmetic,
  tainingFee,
  tainingHospital,
];

export const inquiryOf = (code: string): Inquiry | null => INQUIRIES.find((one) => one.code === code) ?? null;
