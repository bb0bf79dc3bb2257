import type { z } from 'zod';
import type { CivilDate } from '#shared/domain/civilDate';
import type { Jurisdiction } from '#shared/domain/region';
import { PlatformError } from '#shared/protocol/messages';
import { ROUTES } from '#shared/protocol/routes';
import { err, ok, type Result } from '#shared/result';
import type { StoreTrouble } from '../database/database';
import { holderOf, type LockFile } from '../database/folderLock';
import { type TaxFeedbackOutcome, takeTaxFeedback } from '../intake/taxFeedback';
import { openRegister, type RegisterPlace } from '../openRegister';
import { publishPolicy } from '../policy/policies';
import { moveVillages, type VillageMoves } from '../register/moveVillages';
import { clockOf } from '../server';
import { assignDesk, type DeskAssignment, makeRegistrationCode } from '../service/access';
import { importOperations } from '../service/agency';
import { type ImportResult, OPERATOR_ROUTES } from '../service/operatorRoutes';

export interface ImportAsk {
  readonly device: string;
  readonly jurisdiction: Jurisdiction;
  readonly lines: readonly unknown[];
}

/** What the person who runs the platform may do, whether the service is running or not. */
export interface Operator {
  registrationCode(jurisdiction: Jurisdiction): Promise<string>;
  /** Signs and publishes a policy (政策包); the sentence where it is not taken. */
  publishPolicy(policy: unknown): Promise<Result<{ version: number }, string>>;
  taxFeedback(payments: readonly unknown[]): Promise<TaxFeedbackOutcome>;
  importOperations(ask: ImportAsk): Promise<ImportResult[]>;
  moveVillages(ask: VillageMoves): Promise<Result<{ persons: number; records: number }, string>>;
  assignDesk(ask: DeskAssignment): Promise<Result<{ name: string; before: Jurisdiction }, string>>;
  close(): Promise<void>;
}

/**
 * Goes through the running service where one holds the folder (an embedded database has one process), else opens the
 * register itself. Both ways end in the same functions.
 */
export async function operatorOf(
  place: RegisterPlace,
  today: CivilDate | null,
): Promise<Result<Operator, StoreTrouble>> {
  const holder = place.databaseUrl === null ? await holderOf(place.folder) : null;
  if (holder !== null) {
    if (holder.url !== null) return ok(overHttp(holder.url, holder));
    return err({ code: 'FOLDER_IN_USE', text: '平台正在启动或停止，请稍后再试。' });
  }
  const opened = await openRegister(place);
  if (!opened.ok) return opened;
  const { db } = opened.value;
  const clock = await clockOf(db, today);
  return ok({
    registrationCode: (jurisdiction) => makeRegistrationCode(db, clock, jurisdiction),
    publishPolicy: (policy) => publishPolicy(db, clock, policy),
    taxFeedback: (payments) => takeTaxFeedback(db, clock, payments),
    importOperations: (ask) => importOperations(db, clock, ask),
    moveVillages: (ask) => moveVillages(db, clock, ask),
    assignDesk: (ask) => assignDesk(db, ask),
    close: () => opened.value.close(),
  });
}

function overHttp(url: string, lock: LockFile): Operator {
  const post = async <T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> => {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${lock.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (response.ok) return schema.parse(answer);
    const refusal = PlatformError.safeParse(answer);
    throw new Error(refusal.success ? refusal.data.error.text : `平台答复 ${response.status}。`);
  };
  const {
    makeRegistrationCode: code,
    importOperations: imports,
    publishPolicy: policies,
    moveVillages: move,
    assignDesk: assign,
  } = OPERATOR_ROUTES;
  return {
    registrationCode: async (jurisdiction) => (await post(code.path, { jurisdiction }, code.answer)).code,
    publishPolicy: async (policy) => {
      try {
        return ok({ version: (await post(policies.path, { policy }, policies.answer)).version });
      } catch (error) {
        return err(error instanceof Error ? error.message : String(error));
      }
    },
    taxFeedback: async (payments) => {
      const { path, answer } = ROUTES.taxFeedback;
      const { applied, repeated, rejected } = await post(path, { payments }, answer);
      return { applied, repeated, rejected };
    },
    importOperations: async (ask) => (await post(imports.path, ask, imports.answer)).results,
    moveVillages: async (ask) => {
      const { persons, records } = await post(move.path, ask, move.answer);
      return ok({ persons, records });
    },
    assignDesk: async (ask) => {
      const { name, before } = await post(assign.path, ask, assign.answer);
      return ok({ name, before });
    },
    close: () => Promise.resolve(),
  };
}
