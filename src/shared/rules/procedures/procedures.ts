import type { CaseMatter } from '../case';
import { campaign } from './campaign';
import { employeeRegister } from './employee';
import { identifierCheck } from './identity';
import { change, pause, terminate } from './leaving';
import { migration } from './migration';
import { arithmetic, benefit, other, pay, waiting } from './questions';
import { newbornRegister, residentRegister } from './resident';
import { review } from './review';
import type { Step } from './step';
import { countyFee, countyHospital } from './taining';

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
  CAMPAIGN: campaign,
  HOUSEHOLD_MIGRATION: migration,
  REVIEW: review,
  TAINING_FEE: countyFee,
  TAINING_HOSPITAL: countyHospital,
};
