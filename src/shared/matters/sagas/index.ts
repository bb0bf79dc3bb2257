import type { MatterCode } from '../../domain/matter';
import { householdMove } from './householdMove';
import type { SagaKind } from './kind';
import { schemeChange } from './schemeChange';

/** Every kind of saga (联办), by the matter of its first step; a move begins with a change, whichever. */
export const SAGA_KINDS = {
  EMP_PAUSE: schemeChange('EMP_PAUSE', 'RES_REGISTER'),
  RES_PAUSE: schemeChange('RES_PAUSE', 'EMP_REGISTER'),
  EMP_TERMINATE: schemeChange('EMP_TERMINATE', 'RES_REGISTER'),
  RES_TERMINATE: schemeChange('RES_TERMINATE', 'EMP_REGISTER'),
  HOUSEHOLD_MOVE: householdMove,
} satisfies Readonly<Record<string, SagaKind>>;
export type SagaKindCode = keyof typeof SAGA_KINDS;
export const SAGA_KIND_CODES = Object.keys(SAGA_KINDS) as SagaKindCode[];

export const sagaKind = (code: SagaKindCode): SagaKind => SAGA_KINDS[code];

const isKind = (code: string): code is SagaKindCode => Object.hasOwn(SAGA_KINDS, code);

/** The kind of a saga that lies in the journal, by the matter of any of its first steps. */
export const kindOfStep = (matter: MatterCode): SagaKind =>
  SAGA_KINDS[isKind(matter) ? matter : 'HOUSEHOLD_MOVE'];
