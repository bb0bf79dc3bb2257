import type { z } from 'zod';
import type { CivilDate } from '../domain/civilDate';
import type { MatterCode } from '../domain/matter';
import type { Base } from '../domain/operation';
import type { PlatformRecord, Subject } from '../domain/record';
import type { Jurisdiction } from '../domain/region';
import type { Answer } from '../rules/answer';
import type { Case } from '../rules/case';

/** The records an operation is decided on and written to, by record key; absent means unknown here. */
export type Records = ReadonlyMap<string, PlatformRecord>;

/** Everything about the moment and place of a decision that is not in the body. */
export interface MatterContext {
  readonly day: CivilDate;
  readonly jurisdiction: Jurisdiction;
  /** How old the records are; the platform passes its own time. */
  readonly asOf: string;
  /** True on the platform: its facts are the current ones, so nothing is provisional. */
  readonly authoritative: boolean;
  /** Other persons with the same certificate number or a suspicious likeness, as far as this side can see; null: not looked for. */
  readonly sameNumber: readonly string[] | null;
  /** Persons of the same name, birth date and sex under another document (R-ID-06); absent: found with `sameNumber`, or not. */
  readonly samePerson?: readonly string[];
}

/**
 * One matter (经办事项) as data and pure functions, shared by window, batch and platform: what is typed, how it becomes a
 * case for `decide()`, and what it changes. `apply` is the fold of the view and the effect on the platform.
 */
export interface Matter<B> {
  readonly code: MatterCode;
  readonly body: z.ZodType<B>;
  subjects(body: B): Subject[];
  /** The fields per record that the operation reads or writes; the base of conflict detection (SY7). */
  base(body: B, records: Records): Base[];
  toCase(body: B, records: Records, context: MatterContext): Case;
  /**
   * Null when the operation can be written to these records; else a sentence that says what is in the way (a record is
   * missing, the relation is not there). `apply` may only be called when this is null.
   */
  fit(body: B, records: Records): string | null;
  /**
   * A sentence where the answer allows the matter and yet nothing follows from it that could be written (not insured twice, nothing
   * owed); null where something does. Absent: something always does.
   */
  idle?(body: B, records: Records, context: MatterContext & { opId: string; answer: Answer }): string | null;
  /** The records as they are after the operation, only those that changed; versions are not raised here. */
  apply(
    body: B,
    records: Records,
    context: MatterContext & { opId: string; answer: Answer },
  ): PlatformRecord[];
}
