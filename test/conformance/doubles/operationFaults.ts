import type { Operation } from '#shared/domain/operation';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import { matterOf } from '#shared/matters/index';
import { MAX_BATCH_OPERATIONS, PROTOCOL, PushResults } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import { writeChanges } from '../../../src/platform/register/recordStore';
import {
  answer,
  batchOf,
  envelope,
  type Fault,
  jsonOf,
  onVerdicts,
  operationOf,
  recordNow,
  withJson,
} from './meddling';

const invented = ({ opId, bodyHash, subjects }: Operation): Verdict => ({
  opId,
  bodyHash,
  at: envelope().serverTime,
  outcome: 'applied',
  receipt: '220199-20261122-99999999',
  versions: Object.fromEntries(subjects.map((subject) => [recordKey(subject), 1_000])),
  assigned: {},
  parallel: false,
});

/** Says “applied” to every change of information and does nothing. */
export const acknowledgesWithoutEffect: Fault = () => async (asked, onward) => {
  const batch = batchOf(asked);
  const [operation = null] = batch?.operations.map(operationOf) ?? [];
  const only = batch?.operations.length === 1 && batch.protocol === PROTOCOL;
  if (!only || operation?.matter !== 'RES_CHANGE') return onward(asked);
  return answer({ ...envelope(), results: [invented(operation)] });
};

/** Keeps no ledger: what comes again is decided again. */
export const forgetsDecisions: Fault = (platform) => async (asked, onward) => {
  for (const operation of batchOf(asked)?.operations.map(operationOf) ?? [])
    if (operation !== null)
      await platform.db.query('DELETE FROM operations WHERE op_id = $1', [operation.opId]);
  return onward(asked);
};

/** Gives the stored verdict to what comes again, and writes its effect once more. */
export const appliesTwice: Fault = (platform) => {
  const seen = new Set<string>();
  return async (asked, onward) => {
    const operations = batchOf(asked)?.operations.map(operationOf) ?? [];
    const again = operations.filter((operation) => operation !== null && seen.has(operation.opId));
    for (const operation of operations) if (operation !== null) seen.add(operation.opId);
    const said = await onward(asked);
    for (const { matter, subjects } of again.filter((operation) => operation !== null)) {
      const record = matter === 'RES_CHANGE' && (await recordNow(platform, subjects.map(recordKey).join()));
      if (!record) continue;
      const by = { by: 'again', at: envelope().serverTime };
      await platform.db.transaction((sql) => writeChanges(sql, [record], by));
    }
    return said;
  };
};

/** Knows an operation by its id alone. */
export const forgetsTheHash: Fault = () => {
  const given = new Map<string, Verdict>();
  return async (asked, onward) => {
    const batch = batchOf(asked);
    const [operation] = batch?.operations.map(operationOf) ?? [];
    const stored = given.get(operation?.opId ?? '');
    if (batch?.operations.length === 1 && operation && stored)
      return answer({ ...envelope(), results: [{ ...stored, bodyHash: operation.bodyHash }] });
    const said = await onward(asked);
    if (batch !== null && said.status === 200)
      for (const verdict of PushResults.parse(jsonOf(said.body)).results)
        if (verdict.outcome === 'applied') given.set(verdict.opId, verdict);
    return said;
  };
};

/** Verdicts without the hash of the body. */
export const leavesOutTheEcho: Fault = onVerdicts(({ bodyHash: _, ...rest }) => rest);

/** Takes each operation for itself, in the order it stands in the batch. */
export const ignoresLanes: Fault = () => async (asked, onward) => {
  const batch = batchOf(asked);
  const { operations, ...rest } = batch ?? { operations: [] };
  const readable = operations.every((o) => operationOf(o) !== null);
  if (!readable || operations.length < 2 || operations.length > MAX_BATCH_OPERATIONS) return onward(asked);
  const results: Verdict[] = [];
  let first = {};
  for (const [i, operation] of operations.entries()) {
    const alone = { ...(i === 0 ? rest : { protocol: PROTOCOL }), operations: [operation] };
    const said = await onward(withJson(asked, alone));
    if (said.status !== 200) return said;
    const { results: own, ...around } = PushResults.parse(jsonOf(said.body));
    results.push(...own);
    if (i === 0) first = around;
  }
  return answer({ ...first, results });
};

/** Refuses a whole batch for one operation that it cannot read. */
export const poisonStopsTheBatch: Fault = () => async (asked, onward) => {
  const unreadable = batchOf(asked)?.operations.some((o) => operationOf(o) === null) ?? false;
  return unreadable
    ? answer(
        { ...envelope(), error: { code: 'BAD_REQUEST', text: '批次里有不合格式的业务，平台没有处理。' } },
        400,
      )
    : onward(asked);
};

/** Does not look at what an operation was decided on: whoever comes last wins. */
export const overwrites: Fault = (platform) => async (asked, onward) => {
  const batch = batchOf(asked);
  if (batch?.operations.length !== 1) return onward(asked);
  const operations = await Promise.all(
    batch.operations.map(async (raw) => {
      const operation = operationOf(raw);
      if (operation?.matter !== 'RES_CHANGE') return raw;
      const records = new Map<string, PlatformRecord>();
      for (const { subject } of operation.base) {
        const record = await recordNow(platform, recordKey(subject));
        if (record !== null) records.set(recordKey(subject), record);
      }
      const matter = matterOf('RES_CHANGE');
      const body = matter.body.safeParse(operation.body);
      return body.success && records.size > 0 ? { ...operation, base: matter.base(body.data, records) } : raw;
    }),
  );
  return onward(withJson(asked, { ...batch, operations }));
};
