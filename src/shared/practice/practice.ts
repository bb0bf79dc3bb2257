import { z } from 'zod';

/** What a lesson calls somebody: an invented person of the practice village (练习村). */
export const PracticePerson = z.strictObject({
  id: z.string().min(1).max(40),
  name: z.string().min(1).max(100),
  /** Invented; its area code is assigned to nobody. */
  certNo: z.string().min(1).max(30),
  householdId: z.string().min(1).max(30),
});
export type PracticePerson = z.infer<typeof PracticePerson>;

/** Who may play which part in a lesson; told by the practice platform, which alone knows its village. */
export const PracticeCast = z.strictObject({
  /** On file, uninsured for the coming year: may be registered as residents. */
  adults: z.array(PracticePerson).min(1).max(100),
  /** On nobody's file here; the platform knows them as employees of another township. */
  employedElsewhere: z.array(PracticePerson).min(1).max(20),
  /** On nobody's file here; the platform knows them as residents paid for elsewhere. */
  residentsElsewhere: z.array(PracticePerson).min(1).max(20),
  /** On file, with a telephone number that two sides may change. */
  toChange: z.array(PracticePerson).min(1).max(20),
});
export type PracticeCast = z.infer<typeof PracticeCast>;

export const LESSON_CODES = ['enrol', 'offline', 'refused', 'conflict', 'powerCut', 'duplicate'] as const;
export const LessonCode = z.enum(LESSON_CODES);
export type LessonCode = z.infer<typeof LessonCode>;

/**
 * What can be brought about on purpose: `cut` stops the practice platform (断网), `restore` starts it again, `county` starts it again after
 * the county changed the lesson's person there (冲突), `powerCut` ends the program at the next acceptance, after its fsync (断电), `noPowerCut`
 * calls that off.
 */
export const TROUBLES = ['cut', 'restore', 'county', 'powerCut', 'noPowerCut'] as const;
export const PracticeTrouble = z.enum(TROUBLES);
export type PracticeTrouble = z.infer<typeof PracticeTrouble>;

const StepShown = z.strictObject({
  text: z.string().min(1),
  reached: z.boolean(),
  /** The trouble that this step asks for, as a button. */
  trouble: PracticeTrouble.nullable(),
});

/** How practice stands, as the window shows it. */
export const PracticeState = z.strictObject({
  /** Rises with every change of what follows: an answer may reach the window after news that are younger. */
  told: z.number().int().nonnegative(),
  /** How often the village was put back to its start, plus one. */
  village: z.number().int().positive(),
  lineIsCut: z.boolean(),
  powerCutIsSet: z.boolean(),
  lessons: z.array(
    z.strictObject({
      code: LessonCode,
      title: z.string(),
      goal: z.string(),
      /** Device time of the last time it was reached; null: not yet. */
      doneAt: z.string().nullable(),
    }),
  ),
  /** The lesson under way, or the one just finished until another begins. */
  current: z
    .strictObject({
      code: LessonCode,
      person: PracticePerson,
      steps: z.array(StepShown),
      /** What was learnt; null while steps are open. */
      learnt: z.string().nullable(),
    })
    .nullable(),
  /** False until the practice platform has said who lives in its village. */
  ready: z.boolean(),
  /** What stands in the way, in words; null: nothing. */
  trouble: z.string().nullable(),
});
export type PracticeState = z.infer<typeof PracticeState>;

/** Stands on every page and every paper of practice. */
export const PRACTICE_BAND = '练习模式 – 数据是虚构的，不会上传';
export const PRACTICE_PAPER = '练习，无效';
