import type { MatterCode } from '../domain/matter';
import { accountWithdrawal } from './accountWithdrawal';
import { baseDeclaration } from './baseDeclaration';
import { benefitClass } from './benefitClass';
import { duplicate } from './duplicate';
import { empBackpay } from './empBackpay';
import { empChange } from './empChange';
import { empPause } from './empPause';
import { empRegister } from './empRegister';
import { empResume } from './empResume';
import { empTerminate } from './empTerminate';
import { flexRegister } from './flexRegister';
import type { MatterForm } from './form';
import { baseDeclarationForm } from './forms/baseDeclaration.form';
import { empChangeForm, resChangeForm } from './forms/change.form';
import { empRegisterForm } from './forms/empRegister.form';
import { flexRegisterForm } from './forms/flexRegister.form';
import { newbornRegisterForm } from './forms/newbornRegister.form';
import { resRegisterForm } from './forms/resRegister.form';
import { empPauseForm, empTerminateForm, resPauseForm, resTerminateForm } from './forms/status.form';
import { unitAssessmentForm, unitChangeForm, unitDissolveForm, unitRegisterForm } from './forms/unit.form';
import { lumpSum } from './lumpSum';
import type { Matter } from './matter';
import { medicalRetirement } from './medicalRetirement';
import { mutualAidEnd } from './mutualAidEnd';
import { mutualAidEstablish } from './mutualAidEstablish';
import { mutualAidSpend } from './mutualAidSpend';
import { newbornRegister } from './newbornRegister';
import { refund } from './refund';
import { relationTransfer } from './relationTransfer';
import { resChange } from './resChange';
import { resPause } from './resPause';
import { resRegister } from './resRegister';
import { resTerminate } from './resTerminate';
import { specialIdentity } from './specialIdentity';
import { subsidyDeduction } from './subsidyDeduction';
import { unitAssessment } from './unitAssessment';
import { unitChange } from './unitChange';
import { unitDissolve } from './unitDissolve';
import { unitRegister } from './unitRegister';
import { waitRepair } from './waitRepair';

/** A matter whose body type is known to nobody here: only what its own schema gave may be passed to it. */
// biome-ignore lint/suspicious/noExplicitAny: a parsed body goes back to the matter that parsed it, and to no other
export type AnyMatter = Matter<any>;

const BY_CODE: Readonly<Record<MatterCode, { readonly matter: AnyMatter; readonly form: MatterForm }>> = {
  RES_REGISTER: { matter: resRegister, form: resRegisterForm },
  NEWBORN_REGISTER: { matter: newbornRegister, form: newbornRegisterForm },
  RES_PAUSE: { matter: resPause, form: resPauseForm },
  RES_TERMINATE: { matter: resTerminate, form: resTerminateForm },
  RES_CHANGE: { matter: resChange, form: resChangeForm },
  EMP_REGISTER: { matter: empRegister, form: empRegisterForm },
  EMP_PAUSE: { matter: empPause, form: empPauseForm },
  EMP_TERMINATE: { matter: empTerminate, form: empTerminateForm },
  EMP_CHANGE: { matter: empChange, form: empChangeForm },
  EMP_RESUME: empResume,
  EMP_BACKPAY: empBackpay,
  FLEX_REGISTER: { matter: flexRegister, form: flexRegisterForm },
  BENEFIT_CLASS: benefitClass,
  MEDICAL_RETIREMENT: medicalRetirement,
  LUMP_SUM: lumpSum,
  SPECIAL_IDENTITY: specialIdentity,
  ACCOUNT_WITHDRAWAL: accountWithdrawal,
  MUTUAL_AID_ESTABLISH: mutualAidEstablish,
  MUTUAL_AID_SPEND: mutualAidSpend,
  MUTUAL_AID_END: mutualAidEnd,
  REFUND: refund,
  RELATION_TRANSFER: relationTransfer,
  WAIT_REPAIR: waitRepair,
  DUPLICATE: duplicate,
  SUBSIDY_DEDUCTION: subsidyDeduction,
  UNIT_REGISTER: { matter: unitRegister, form: unitRegisterForm },
  UNIT_CHANGE: { matter: unitChange, form: unitChangeForm },
  UNIT_DISSOLVE: { matter: unitDissolve, form: unitDissolveForm },
  UNIT_ASSESSMENT: { matter: unitAssessment, form: unitAssessmentForm },
  BASE_DECLARATION: { matter: baseDeclaration, form: baseDeclarationForm },
};

/** Every matter the desk handles, in the order the counter shows them. */
export const MATTER_LIST: readonly AnyMatter[] = Object.values(BY_CODE).map(({ matter }) => matter);
export const matterOf = (code: MatterCode): AnyMatter => BY_CODE[code].matter;
export const formOf = (code: MatterCode): MatterForm => BY_CODE[code].form;
