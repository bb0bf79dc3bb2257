import type { Case } from '../case';
import type { Question } from '../kernel/rule';
import { keepCross, pauseOrTerminate } from './duplicate/cross';
import { isDuplicate, monthsOnce } from './duplicate/definition';
import {
  keepAssisted,
  keepChosen,
  keepEmployee,
  keepHabitual,
  keepSchool,
  statementPlace,
} from './duplicate/sameScheme';
import { capped, reduced } from './incentive/ceiling';
import { bonusUsed, continuity, restarted, zeroClaim } from './incentive/incentive';
import {
  coverageGoal,
  interrupted,
  landExpropriated,
  newbornGroup,
  poverty,
  studentGroup,
  veteran,
} from './keyGroups/groups';
import { assistanceTravels, coverJoins, schoolPlace } from './keyGroups/students';
import { endsBy, thereIsOne } from './mutualAid/end';
import { bothConsent, inScope, mayGive, mayReceive, quotaFits, several } from './mutualAid/establish';
import { clearing, enoughQuota, useAllowed } from './mutualAid/spend';
import { assistanceBack, relationEnded, rightApplicant } from './refund/channel';
import { flexRefund, refundable, wasPaid } from './refund/refund';
import { crossDeducted, residentDeducted, subsidyReport } from './subsidy/subsidy';
import { povertyMoves, transferBenefit } from './transfer/benefit';
import {
  transferDuty,
  transferMoves,
  transferReady,
  transferResident,
  transferWho,
} from './transfer/transfer';
import { repairAllowed } from './waiting/repair';
import { studentLate } from './waiting/student2021';

/** The questions of repair, duplicates, subsidies, refunds, transfers, key groups, incentives and mutual aid. */
export const RELATION_QUESTIONS: readonly Question<Case>[] = [
  repairAllowed,
  studentLate,
  isDuplicate,
  monthsOnce,
  keepEmployee,
  keepAssisted,
  keepSchool,
  keepChosen,
  keepHabitual,
  statementPlace,
  keepCross,
  pauseOrTerminate,
  residentDeducted,
  crossDeducted,
  subsidyReport,
  rightApplicant,
  wasPaid,
  relationEnded,
  refundable,
  flexRefund,
  assistanceBack,
  transferWho,
  transferReady,
  transferDuty,
  transferResident,
  transferMoves,
  povertyMoves,
  transferBenefit,
  poverty,
  studentGroup,
  schoolPlace,
  assistanceTravels,
  coverJoins,
  newbornGroup,
  veteran,
  interrupted,
  landExpropriated,
  coverageGoal,
  continuity,
  restarted,
  zeroClaim,
  bonusUsed,
  capped,
  reduced,
  mayGive,
  mayReceive,
  inScope,
  bothConsent,
  several,
  quotaFits,
  useAllowed,
  enoughQuota,
  clearing,
  thereIsOne,
  endsBy,
];
