import type { Scene } from './scene';

/** Elsewhere in the province. */
const REGION_ELSEWHERE = '220198';
/** Of the invented range: what the desk's form says, and what another agency wrote. */
export const PHONE = { desk: '15400008001', county: '15400008002' };

/** The tie to the place is gone: a registration as a resident is refused (R-RES-01). */
export const movedAway = (scene: Scene): Promise<void> =>
  scene.county('EMP_CHANGE', {
    personId: scene.folk.employee.id,
    hukouRegion: REGION_ELSEWHERE,
    residencePermit: false,
  });
/** Another agency writes the field that the second step writes too. */
export const phoneChanged = (scene: Scene): Promise<void> =>
  scene.county('EMP_CHANGE', { personId: scene.folk.employee.id, phone: PHONE.county });
/** Nobody can be registered with the unit any more. */
export const unitEnded = (scene: Scene): Promise<void> =>
  scene.county('UNIT_DISSOLVE', {
    empNo: scene.folk.unit.id,
    reason: 'CANCELLED',
    approvedOn: '2026-11-20',
    successor: null,
    secondSuccessor: null,
  });
/** The unit has paused the employee itself. */
export const pausedAlready = (scene: Scene): Promise<void> =>
  scene.county('EMP_PAUSE', {
    personId: scene.folk.employee.id,
    reason: 'RESIGNATION',
    effectiveOn: '2026-11-22',
  });
/** The child is in another household now. */
export const childMoved = (scene: Scene): Promise<void> =>
  scene.county('RES_CHANGE', {
    personId: scene.folk.family[2]?.id ?? '',
    householdId: scene.folk.resident.householdId,
  });
