import type { MatterCode } from '../domain/matter';
import { baseDeclaration } from './baseDeclaration';
import { empChange } from './empChange';
import { empPause } from './empPause';
import { empRegister } from './empRegister';
import { empTerminate } from './empTerminate';
import type { MatterForm } from './form';
import { baseDeclarationForm } from './forms/baseDeclaration.form';
import { empChangeForm, resChangeForm } from './forms/change.form';
import { empRegisterForm } from './forms/empRegister.form';
import { newbornRegisterForm } from './forms/newbornRegister.form';
import { resRegisterForm } from './forms/resRegister.form';
import { empPauseForm, empTerminateForm, resPauseForm, resTerminateForm } from './forms/status.form';
import { unitAssessmentForm, unitChangeForm, unitDissolveForm, unitRegisterForm } from './forms/unit.form';
import type { Matter } from './matter';
import { newbornRegister } from './newbornRegister';
import { resChange } from './resChange';
import { resPause } from './resPause';
import { resRegister } from './resRegister';
import { resTerminate } from './resTerminate';
import { unitAssessment } from './unitAssessment';
import { unitChange } from './unitChange';
import { unitDissolve } from './unitDissolve';
import { unitRegister } from './unitRegister';

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
