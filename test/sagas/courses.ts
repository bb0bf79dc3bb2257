import type { Json } from '#shared/json';
import type { SagaKindCode } from '#shared/matters/sagas/index';
import type { Desk, SagaDraft } from '../../src/renderer/desk/api';
import type { Mend } from './clerk';
import { childMoved, movedAway, PHONE, pausedAlready, phoneChanged, unitEnded } from './county';
import type { Families } from './families';
import type { Scene } from './scene';

/** How a saga may come to its end. */
export type End =
  /** Every step is applied. */
  | 'whole'
  /** Nothing of it took effect: it did not begin, or was taken back or refused before it did. */
  | 'former'
  /** What took effect was reversed, and the former relation stands again. */
  | 'taken back'
  /** It stands on the watch-list (未完成的联办). */
  | 'watched';

/** Something that others do, once, when it is time. */
export interface Happening {
  readonly when: (scene: Scene) => boolean;
  readonly what: (scene: Scene) => Promise<void>;
}

/** A saga with what becomes of it when nobody is killed. */
export interface Course {
  readonly name: string;
  readonly kind: SagaKindCode;
  readonly draft: (desk: Desk, folk: Families) => SagaDraft;
  readonly mend: Mend;
  /** Before the clerk begins. */
  readonly before?: (scene: Scene) => Promise<void> | void;
  readonly meanwhile?: readonly Happening[];
  readonly end: End;
  /** Other ends that a sudden end may lead to, and why. */
  readonly also?: readonly { readonly end: End; readonly since: string }[];
}

const REASON = '本人到场确认';
const typed = (draft: SagaDraft, ...fields: Record<string, Json>[]): SagaDraft => ({
  ...draft,
  warnReason: REASON,
  steps: draft.steps.map((step, at) => ({ ...step, fields: { ...step.fields, ...fields[at] } })),
});
type Drafting = Course['draft'];
const leavesUnit =
  (kind: 'EMP_PAUSE' | 'EMP_TERMINATE', reason: string, second: Record<string, Json> = {}): Drafting =>
  (desk, { employee }) =>
    typed(desk.newSaga(kind, employee.id), { reason }, second);
const joinsUnit =
  (kind: 'RES_PAUSE' | 'RES_TERMINATE', reason: string): Drafting =>
  (desk, { resident, unit }) =>
    typed(desk.newSaga(kind, resident.id), { reason }, { empNo: unit.id, hireDate: '2026-11-20' });
/** All three to a new household of the other group. */
const moves: Drafting = (desk, { family: [head], village }) => {
  const draft = desk.newSaga('HOUSEHOLD_MOVE', head?.id ?? '');
  const place = { householdNew: true, villageCode: village.id, group: 2, address: `${village.name}二社` };
  return { ...draft, warnReason: REASON, common: { ...draft.common, ...place } };
};

const NO_LINE_MS = 15_000;
const noLine = (scene: Scene): void => scene.withoutLine(NO_LINE_MS);
/** The desk does not know of it before the line is back. */
const unseen =
  (happens: (scene: Scene) => Promise<void>) =>
  (scene: Scene): Promise<void> => {
    noLine(scene);
    return happens(scene);
  };
/** The desk has accepted what takes a step back, and the platform has not heard of it. */
const takesBack = (scene: Scene): boolean =>
  scene
    .operations()
    .some(
      ({ supersedes, v, ...rest }) => supersedes !== null && v === 2 && 'saga' in rest && rest.saga === null,
    );
const verdicts =
  (number: number) =>
  (scene: Scene): boolean =>
    scene.outcomes().length >= number;

const KNOWN = 'the desk started again knows of the change, and its rules let nothing begin';
const LEAVES = leavesUnit('EMP_PAUSE', 'RESIGNATION');
const LEAVES_WITH_PHONE = leavesUnit('EMP_PAUSE', 'RESIGNATION', { phone: PHONE.desk });

/** 暂停 in one scheme, 参保 in the other. */
export const PAUSES: readonly Course[] = [
  { name: 'both steps applied', kind: 'EMP_PAUSE', draft: LEAVES, mend: 'take back', end: 'whole' },
  {
    name: 'the second step refused, the first taken back',
    kind: 'EMP_PAUSE',
    draft: LEAVES,
    mend: 'take back',
    before: movedAway,
    end: 'taken back',
    also: [{ end: 'former', since: KNOWN }],
  },
  {
    name: 'the second step refused, and so is what takes the first back',
    kind: 'EMP_PAUSE',
    draft: LEAVES,
    mend: 'take back',
    before: unseen(movedAway),
    meanwhile: [{ when: takesBack, what: unitEnded }],
    end: 'watched',
  },
  {
    name: 'the second step in conflict, done anew',
    kind: 'EMP_PAUSE',
    draft: LEAVES_WITH_PHONE,
    mend: 'do anew',
    before: unseen(phoneChanged),
    end: 'whole',
  },
  {
    name: 'both steps applied',
    kind: 'RES_PAUSE',
    draft: joinsUnit('RES_PAUSE', 'EMPLOYMENT'),
    mend: 'take back',
    end: 'whole',
  },
  {
    name: 'the second step does not fit any more, the first taken back',
    kind: 'RES_PAUSE',
    draft: joinsUnit('RES_PAUSE', 'EMPLOYMENT'),
    mend: 'take back',
    before: unseen(unitEnded),
    end: 'taken back',
  },
];

/** 终止 in one scheme, 参保 in the other. */
export const TERMINATIONS: readonly Course[] = [
  {
    name: 'both steps applied',
    kind: 'EMP_TERMINATE',
    draft: leavesUnit('EMP_TERMINATE', 'DUPLICATE_CLEANUP'),
    mend: 'take back',
    end: 'whole',
  },
  {
    name: 'the second step refused, the first taken back',
    kind: 'EMP_TERMINATE',
    draft: leavesUnit('EMP_TERMINATE', 'DUPLICATE_CLEANUP'),
    mend: 'take back',
    before: unseen(movedAway),
    end: 'taken back',
  },
  {
    name: 'both steps applied',
    kind: 'RES_TERMINATE',
    draft: joinsUnit('RES_TERMINATE', 'DUPLICATE_CLEANUP'),
    mend: 'take back',
    end: 'whole',
  },
];

/** A household of three. */
export const MOVES: readonly Course[] = [
  { name: 'all three steps applied', kind: 'HOUSEHOLD_MOVE', draft: moves, mend: 'take back', end: 'whole' },
  {
    name: 'the third step in conflict, the others moved back',
    kind: 'HOUSEHOLD_MOVE',
    draft: moves,
    mend: 'take back',
    before: unseen(childMoved),
    end: 'taken back',
  },
];

/** Line, withdrawal, re-check, backup. */
export const TROUBLES: readonly Course[] = [
  {
    name: 'the platform away, then back',
    kind: 'EMP_PAUSE',
    draft: LEAVES,
    mend: 'take back',
    before: noLine,
    end: 'whole',
  },
  {
    name: 'withdrawn before anything was sent',
    kind: 'EMP_PAUSE',
    draft: LEAVES,
    mend: 'withdraw',
    before: noLine,
    end: 'former',
  },
  {
    name: 'the first step refused, all given up',
    kind: 'EMP_PAUSE',
    draft: LEAVES,
    mend: 'give up',
    before: unseen(pausedAlready),
    end: 'former',
  },
  {
    name: 'the journal put back to before it, and got again from the platform',
    kind: 'EMP_PAUSE',
    draft: LEAVES,
    mend: 'take back',
    before: (scene) => scene.makeBackup(),
    meanwhile: [{ when: verdicts(2), what: (scene) => scene.restoreBackup() }],
    end: 'whole',
  },
  {
    name: 'broken, the journal put back to before it and got again, then taken back',
    kind: 'EMP_PAUSE',
    draft: LEAVES_WITH_PHONE,
    mend: 'take back',
    before: async (scene) => {
      await scene.makeBackup();
      await unseen(phoneChanged)(scene);
    },
    meanwhile: [{ when: verdicts(2), what: (scene) => scene.restoreBackup() }],
    end: 'taken back',
  },
];

/** Under a policy that wants pauses re-checked: both steps wait for the second clerk, and the lane is held meanwhile. */
export const RECHECKED: readonly Course[] = [
  {
    name: 're-checked by a second clerk, then both steps applied',
    kind: 'EMP_PAUSE',
    draft: LEAVES,
    mend: 'take back',
    end: 'whole',
  },
  {
    name: 're-checked, the second step refused, the first taken back',
    kind: 'EMP_PAUSE',
    draft: LEAVES,
    mend: 'take back',
    before: unseen(movedAway),
    end: 'taken back',
  },
];

/** Every course on a platform without re-checks. */
export const COURSES: readonly Course[] = [...PAUSES, ...TERMINATIONS, ...MOVES, ...TROUBLES];
