import { z } from 'zod';
import { bodyHashOf, type Operation } from '#shared/domain/operation';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import { inJurisdiction } from '#shared/domain/region';
import { canonicalJson, type Json } from '#shared/json';
import { decideOnArrival } from '#shared/matters/arrival';
import { certNoIn } from '#shared/matters/certNoIn';
import type { MatterContext, Records } from '#shared/matters/matter';
import { Verdict } from '#shared/protocol/verdict';
import type { PlatformClock } from '../clock';
import { type Database, type Sql, StoreFailure } from '../database/database';
import { withAuthors } from '../register/fieldChanges';
import { holdVillages } from '../register/moveVillages';
import { recordByKey, searchableCertNo, villageOf, writeChanges } from '../register/recordStore';
import { NO_RECHECKS, type RecheckRule, recheckOnArrival } from '../review/rechecks';
import type { Device } from '../service/access';
import { noteDefect } from '../service/defect';
import { gather, type Known } from './facts';
import { knownPersonRefusal } from './knownPerson';
import { lockKeys } from './locks';
import { outOfScope } from './outOfScope';
import { assignIds, inPlatformIds } from './placeholders';
import { noteStep, stepHindrance } from './sagaSteps';
import { inVillagesOfToday } from './villageCodes';

const LedgerRow = z.object({ body_hash: z.string(), device: z.string(), verdict: z.string() });

/** The verdict once given to an operation; null when it was never decided here. */
export async function storedVerdict(
  sql: Sql,
  opId: string,
): Promise<{ bodyHash: string; device: string; verdict: Verdict } | null> {
  const [raw] = await sql.query('SELECT body_hash, device, verdict FROM operations WHERE op_id = $1', [opId]);
  if (raw === undefined) return null;
  const row = LedgerRow.parse(raw);
  return { bodyHash: row.body_hash, device: row.device, verdict: Verdict.parse(JSON.parse(row.verdict)) };
}

/** A text that the database or canonical JSON cannot hold: NUL or half of a character. */
function unstorable(value: Json): boolean {
  if (typeof value === 'string') return value.includes('\u0000') || /\p{Surrogate}/u.test(value);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, item]) => unstorable(key) || unstorable(item));
}

const invalid = (operation: Operation, at: string, text: string): Verdict => ({
  opId: operation.opId,
  bodyHash: operation.bodyHash,
  at,
  outcome: 'invalid',
  text,
});

const STEP_TAKEN = '联办的这一步已由另一笔业务办成，平台没有再办一次。请同步后核对；确需更正的，请另办一笔。';

/**
 * The verdict on one operation, with all its effects, in one transaction: either ledger, records and feed have it or
 * nothing has. `holder` is the operation of the batch that its lane waits for. Only a decision is kept; `invalid` and `waiting`
 * leave no trace, and `waiting-review` none but in the queue of the re-check, so that a mended platform or a resolved lane may still take the operation.
 */
export async function decideOne(
  db: Database,
  clock: PlatformClock,
  device: Device,
  operation: Operation,
  holder: string | null,
  rechecks: RecheckRule = NO_RECHECKS,
): Promise<Verdict> {
  const { opId, bodyHash } = operation;
  if (unstorable(operation as unknown as Json)) {
    return invalid(operation, clock.now(), '这笔业务含有无法保存的字符，平台无法处理，请改正后重新办理。');
  }
  if (operation.device !== device.device) {
    return invalid(operation, clock.now(), '这笔业务不是由本设备办理的，平台没有处理。请从原设备上传。');
  }
  if (bodyHashOf(operation) !== bodyHash) {
    return invalid(
      operation,
      clock.now(),
      '这笔业务的内容与其校验值不符，可能在保存或传送中损坏，平台没有处理。',
    );
  }
  try {
    return await db.transaction(async (sql): Promise<Verdict> => {
      await lockKeys(sql, [`op:${opId}`]);
      const stored = await storedVerdict(sql, opId);
      if (stored?.bodyHash === bodyHash && stored.device === device.device) return stored.verdict;
      const echo = { opId, bodyHash, at: clock.now() };
      if (stored !== null) {
        return {
          ...echo,
          outcome: 'id-reused',
          text: '这个业务编号已用于内容不同的另一笔业务，本次没有办理。',
        };
      }
      const hindrance = await stepHindrance(sql, operation);
      if (hindrance?.why === 'taken') return invalid(operation, echo.at, STEP_TAKEN);
      if (hindrance !== null) return { ...echo, outcome: 'waiting', for: hindrance.for };
      if (holder !== null) return { ...echo, outcome: 'waiting', for: holder };
      const village = () => villageIn(sql, operation);
      const recheck = await recheckOnArrival(sql, { operation, device, village, at: echo.at }, rechecks);
      if (recheck.kind === 'waits') return { ...echo, outcome: 'waiting-review', cause: recheck.cause };
      const verdict: Verdict =
        recheck.kind === 'refused'
          ? { ...echo, outcome: 'refused', reasons: [...recheck.reasons], current: [] }
          : await decided(sql, device, operation, echo);
      if (verdict.outcome === 'invalid') return verdict;
      await sql.query(
        `INSERT INTO operations (op_id, body_hash, device, seq, operation, verdict, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          opId,
          bodyHash,
          device.device,
          operation.seq,
          canonicalJson(operation),
          canonicalJson(verdict),
          echo.at,
        ],
      );
      await noteStep(sql, operation, verdict.outcome === 'applied');
      return verdict;
    });
  } catch (error) {
    // The database as such failed: no verdict, the desk sends again. Anything else is this operation's own trouble, and it
    // must not take the rest of the batch with it.
    if (error instanceof StoreFailure && !error.isAboutData) throw error;
    noteDefect(`operation ${opId}`, error);
    return invalid(
      operation,
      clock.now(),
      '平台处理这笔业务时出错，没有办理。请联系平台技术人员，并提供业务编号。',
    );
  }
}

/** Where the person lives, or is registered: whose reviewers see the operation. */
async function villageIn(sql: Sql, operation: Operation): Promise<string | null> {
  for (const subject of operation.subjects) {
    const stored = await recordByKey(sql, subject.kind, subject.id);
    if (stored !== null) return villageOf(stored.record);
  }
  return typeof operation.body.villageCode === 'string' ? operation.body.villageCode : null;
}

interface Echo {
  opId: string;
  bodyHash: string;
  at: string;
}

async function decided(sql: Sql, device: Device, sent: Operation, echo: Echo): Promise<Verdict> {
  await holdVillages(sql);
  const operation = await inVillagesOfToday(sql, await inPlatformIds(sql, sent));
  const certNo = certNoIn(operation.body);
  await lockKeys(sql, [
    ...operation.subjects.map(recordKey),
    ...operation.base.map((b) => recordKey(b.subject)),
    ...(certNo === null ? [] : [`cert:${searchableCertNo(certNo)}`]),
    ...(typeof operation.body.uscc === 'string' ? [`cert:${searchableCertNo(operation.body.uscc)}`] : []),
  ]);
  const known = await gather(sql, operation);
  const foreign = operation.subjects
    .map((s) => known.records.get(recordKey(s))?.record)
    .find((r) => r !== undefined && !inJurisdiction(device.jurisdiction, villageOf(r)));
  const scope = async (): Promise<Verdict> => ({
    ...echo,
    outcome: 'conflict',
    why: 'OUT_OF_SCOPE',
    ...(await outOfScope(sql, operation, known.records, device)),
    current: [],
  });
  if (foreign !== undefined) return scope();

  const current: Records = new Map([...known.records].map(([key, stored]) => [key, stored.record]));
  const context: MatterContext = {
    day: operation.day,
    jurisdiction: device.jurisdiction,
    asOf: echo.at,
    authoritative: true,
    sameNumber: known.sameNumber.map((person) => person.id),
  };
  const shown = ownRecords(operation, current, device);
  const refusal = knownPersonRefusal(operation, current, context, known.sameNumber);
  if (refusal !== null) return { ...echo, outcome: 'refused', reasons: refusal, current: shown };

  const arrival = decideOnArrival({ operation, current, context });
  switch (arrival.outcome) {
    case 'invalid':
      return { ...echo, outcome: 'invalid', text: arrival.text };
    case 'refused':
      return { ...echo, outcome: 'refused', reasons: [...arrival.reasons], current: shown };
    case 'conflict': {
      const last = lastChangeOf(operation, known);
      return {
        ...echo,
        outcome: 'conflict',
        why: arrival.why,
        text: arrival.text,
        fields: await withAuthors(sql, arrival.fields),
        changedBy: last?.by ?? null,
        changedAt: last?.at ?? null,
        current: shown,
      };
    }
    case 'applied': {
      if (arrival.changes.some((r) => !inJurisdiction(device.jurisdiction, villageOf(r)))) return scope();
      const { changes, assigned } = await assignIds(sql, arrival.changes);
      const by = { by: `${device.name}（经办人 ${operation.clerk}）`, at: echo.at };
      const { versions } = await writeChanges(sql, changes, by);
      return {
        ...echo,
        outcome: 'applied',
        receipt: await nextReceipt(sql, device, echo.at),
        versions,
        assigned,
        parallel: arrival.parallel,
      };
    }
  }
}

/** The subjects as they stand, as far as the desk may see them. */
function ownRecords(operation: Operation, current: Records, device: Device): PlatformRecord[] {
  return operation.subjects
    .map((s) => current.get(recordKey(s)))
    .filter((r): r is PlatformRecord => r !== undefined && inJurisdiction(device.jurisdiction, villageOf(r)));
}

/** The last change of the first subject that moved on since the desk saw it. */
function lastChangeOf(operation: Operation, known: Known): { by: string | null; at: string | null } | null {
  for (const base of operation.base) {
    const stored = known.records.get(recordKey(base.subject));
    if (stored !== undefined && stored.record.version > base.version) return stored.lastChange;
  }
  return null;
}

const Receipt = z.array(z.object({ n: z.string() })).length(1);

/** Platform receipt number, e.g. `220199-20261122-00000042`. */
async function nextReceipt(sql: Sql, device: Device, at: string): Promise<string> {
  const [row] = Receipt.parse(
    await sql.query('UPDATE platform SET receipt_no = receipt_no + 1 RETURNING receipt_no::text AS n'),
  );
  const day = at.slice(0, 10).replaceAll('-', '');
  return `${device.jurisdiction.region}-${day}-${row?.n.padStart(8, '0')}`;
}
