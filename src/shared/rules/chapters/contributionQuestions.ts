import type { Case } from '../case';
import type { Question } from '../kernel/rule';
import { arrearsDay, arrearsState } from './arrears/arrears';
import { accountPaysOut } from './contribution/account';
import { assessable, assessedOnce, cycle, flexibleMode } from './contribution/assess';
import { backpayEffect, backpayOwed } from './contribution/backpay';
import { baseFrom, baseLimits, declaredInTime } from './contribution/base';
import { flagEntered } from './contribution/identities';
import { feeBearer, lateness } from './contribution/lateFee';
import { classChange } from './retirement/benefitClass';
import { lumpChoice, lumpCredit } from './retirement/lump';
import { ageReached, monthsEnough } from './retirement/retirement';
import { resumable } from './status/resume';
import { approved, changed, established, nothingOwed, singleRecord } from './unit/unit';
import { monthsCounted, yearsFrom } from './years/years';

/** Questions about units, contributions, arrears, contribution years and retirement. */
export const CONTRIBUTION_QUESTIONS: readonly Question<Case>[] = [
  yearsFrom,
  monthsCounted,
  flagEntered,
  cycle,
  assessable,
  assessedOnce,
  flexibleMode,
  established.question,
  singleRecord,
  changed.question,
  approved.question,
  nothingOwed,
  backpayOwed,
  backpayEffect,
  accountPaysOut,
  baseFrom,
  declaredInTime,
  baseLimits,
  lateness,
  feeBearer,
  arrearsState,
  arrearsDay,
  classChange,
  ageReached,
  monthsEnough,
  lumpChoice,
  lumpCredit,
  resumable,
];
