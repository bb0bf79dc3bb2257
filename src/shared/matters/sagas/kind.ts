import type { MatterCode } from '../../domain/matter';
import type { Person } from '../../domain/person';
import type { Json } from '../../json';
import type { AskedStep, SagaSaying } from '../../rules/saga';
import type { Fields, FormField } from '../form';
import type { Records } from '../matter';
import type { Body, Problems } from '../readFields';

/** A step as it is begun: the matter, and the fields it begins with. */
export interface SagaStart {
  readonly matter: MatterCode;
  readonly fields: Readonly<Record<string, Json>>;
}

/** A step as typed. `going`: it is to be taken. */
export interface TypedStep extends SagaStart {
  readonly going: boolean;
}

/** A step as it was read, ready to be decided. */
export interface ReadStep {
  readonly matter: MatterCode;
  /** Parsed by the matter's own schema. */
  readonly body: Body;
}

/** What is said where the saga stands or broke, and what the clerk may do about it. */
export interface SagaWords {
  /** `李建国的联办`. */
  about(who: string): string;
  /** Steps took effect and others did not. */
  readonly halfDone: string;
  readonly takingBack: string;
  /** The button, and the dialog's title. */
  readonly takeBack: string;
  /** What new operations would do; `steps` in words. */
  reversing(steps: string, who: string): string;
  /** Nothing took effect. */
  readonly untouched: string;
}

/**
 * One kind of saga (联办), as data: how it begins, how the whole is decided, what the page asks. Its steps are operations like
 * any other; journal, delivery, platform and watch-list know of steps and order only (SY20).
 */
export interface SagaKind {
  readonly title: string;
  /** What is asked once for all steps; where nothing is, the page shows each step's own form. */
  readonly common: readonly FormField[];
  readonly commonInitial: Fields;
  /** The fields asked once after one of them was entered, with what follows from it. */
  prefill(common: Fields, changed: string, records: Records): Fields;
  /** Whether somebody comes for it. Whether it is allowed is the rules' to say. */
  isFor(person: Person): boolean;
  /** The steps for somebody on file; `household`: everybody who lives with them, and they themselves. */
  begin(person: Person, household: readonly Person[]): readonly SagaStart[];
  /** The steps with what was asked once for all in each of them; `newId` is the placeholder that a new record gets. */
  spread(common: Fields, steps: readonly TypedStep[], newId: string): readonly TypedStep[];
  /** In the order to be taken: positions among `steps` of those that go. */
  order(steps: readonly TypedStep[]): readonly number[];
  /** What only the steps together show to be wrong: problems by field for each of them. Null: nothing. */
  together(steps: readonly ReadStep[], records: Records): readonly Problems[] | null;
  say(asked: readonly AskedStep[], names: readonly string[]): SagaSaying;
  readonly words: SagaWords;
}

/** The steps that go, as they are listed. */
export const goingInOrder = (steps: readonly TypedStep[]): number[] =>
  steps.flatMap(({ going }, at) => (going ? [at] : []));
