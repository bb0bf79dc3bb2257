import type { Case } from '../case';
import type { Question } from '../kernel/rule';
import { assistedGroup, peopleLeft, pupilsComplete, targetReached } from './campaign/campaign';
import { betterBenefit, differenceCovered, inForce, memberOutcome } from './migration/migration';
import { employedPerson, feeGroup, oneScheme } from './taining/eligibility';
import { feeHelp } from './taining/fee';
import { aboveDeductible, settled } from './taining/hospital';
import { documentsComplete, rightPlace } from './taining/registration';
import { launched, openToAll, paidInTime } from './taining/window';
import { mayGiveCertificate, mayGiveVoucher, mayProcessChange, mayReceiveClaim } from './workflow/papers';
import { entryPoint, inEffect, mayRecheck, offersVisit } from './workflow/review';

/** The questions of the older documents: the county scheme of 2008, the workflow of 2007, the campaign of 2010, the merger of 2016. */
export const OLDER_QUESTIONS: readonly Question<Case>[] = [
  employedPerson,
  oneScheme,
  feeGroup,
  launched,
  paidInTime,
  rightPlace,
  documentsComplete,
  openToAll,
  feeHelp,
  settled,
  aboveDeductible,
  entryPoint,
  offersVisit,
  mayRecheck,
  inEffect,
  mayProcessChange,
  mayGiveVoucher,
  mayGiveCertificate,
  mayReceiveClaim,
  targetReached,
  pupilsComplete,
  peopleLeft,
  assistedGroup,
  inForce,
  memberOutcome,
  differenceCovered,
  betterBenefit,
];
