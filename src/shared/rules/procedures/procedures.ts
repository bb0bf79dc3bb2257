import type { CaseMatter } from '../case';
import { campaign } from './campaign';
import {
  accountWithdrawal,
  assessment,
  backpay,
  baseDeclaration,
  lateFeeSteps,
  specialIdentity,
} from './contribution';
import { duplicate, subsidyDeduction } from './duplicate';
import { employeeRegister } from './employee';
import { identifierCheck } from './identity';
import { incentive } from './incentive';
import { keyGroups, waitRepair } from './keyGroups';
import { change, pause, terminate } from './leaving';
import { migration } from './migration';
import { mutualAidEnd, mutualAidEstablish, mutualAidSpend } from './mutualAid';
import { arithmetic, benefit, other, pay, waiting } from './questions';
import { refund } from './refund';
import { newbornRegister, residentRegister } from './resident';
import {
  arrears,
  benefitClass,
  contributionYears,
  employeeResume,
  flexRegister,
  lumpSum,
  medicalRetirement,
} from './retirement';
import { review } from './review';
import type { Step } from './step';
import { countyFee, countyHospital } from './taining';
import { transfer } from './transfer';

import { unitChange, unitDissolve, unitRegister } from './unit';

/** What is asked, in order, for each matter. */
export const PROCEDURES: Readonly<Record<CaseMatter, readonly Step[]>> = {
  RES_REGISTER: residentRegister,
  NEWBORN_REGISTER: newbornRegister,
  RES_PAUSE: pause,
  RES_TERMINATE: terminate,
  RES_CHANGE: change,
  EMP_REGISTER: employeeRegister,
  EMP_PAUSE: pause,
  EMP_TERMINATE: terminate,
  EMP_CHANGE: change,
  IDENTIFIER_CHECK: identifierCheck,
  BENEFIT_STATE: benefit,
  WAITING_PERIOD: waiting,
  PAY_STATE: pay,
  ARITHMETIC: arithmetic,
  OTHER: other,
  UNIT_REGISTER: unitRegister,
  UNIT_CHANGE: unitChange,
  UNIT_DISSOLVE: unitDissolve,
  ASSESSMENT: assessment,
  LATE_FEE: lateFeeSteps,
  BASE_DECLARATION: baseDeclaration,
  EMP_BACKPAY: backpay,
  EMP_RESUME: employeeResume,
  BENEFIT_CLASS: benefitClass,
  MEDICAL_RETIREMENT: medicalRetirement,
  LUMP_SUM: lumpSum,
  FLEX_REGISTER: flexRegister,
  ARREARS: arrears,
  SPECIAL_IDENTITY: specialIdentity,
  CONTRIBUTION_YEARS: contributionYears,
  ACCOUNT_WITHDRAWAL: accountWithdrawal,
  DUPLICATE: duplicate,
  SUBSIDY_DEDUCTION: subsidyDeduction,
  REFUND: refund,
  RELATION_TRANSFER: transfer,
  WAIT_REPAIR: waitRepair,
  KEY_GROUP: keyGroups,
  INCENTIVE: incentive,
  MUTUAL_AID_ESTABLISH: mutualAidEstablish,
  MUTUAL_AID_SPEND: mutualAidSpend,
  MUTUAL_AID_END: mutualAidEnd,
  CAMPAIGN: campaign,
  HOUSEHOLD_MIGRATION: migration,
  REVIEW: review,
  TAINING_FEE: countyFee,
  TAINING_HOSPITAL: countyHospital,
};
