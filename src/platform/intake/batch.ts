import { z } from 'zod';
import { Operation, OpId } from '#shared/domain/operation';
import { recordKey, Subject } from '#shared/domain/record';
import { Sha256Hex } from '#shared/json';
import type { Verdict } from '#shared/protocol/verdict';
import { err, ok, type Result } from '#shared/result';
import { fitsChain } from '../chain/lay';
import type { PlatformClock } from '../clock';
import type { Database } from '../database/database';
import { NO_RECHECKS, type RecheckRule } from '../review/rechecks';
import type { Device } from '../service/access';
import { decideOne, storedVerdict } from './decideOne';
import { givenNumbers } from './placeholders';

/** As much of an operation as must be readable for it to get a verdict at all. */
const Named = z.object({ opId: OpId, bodyHash: Sha256Hex });
const WithSubjects = z.object({ subjects: z.array(Subject) });
const WithSeq = z.object({ seq: z.number() });

const seqOf = (raw: unknown): number => WithSeq.safeParse(raw).data?.seq ?? Number.MAX_SAFE_INTEGER;
const subjectsOf = (raw: unknown): Subject[] => WithSubjects.safeParse(raw).data?.subjects ?? [];

const MISFIT =
  '这笔业务与本机流水链上同一编号的内容不一致（可能在保存或传送中损坏），平台没有处理。请把它交给技术人员核查。';

/** Ids of operations that are not what their device's chain says, and were not decided before. */
async function misfits(
  db: Database,
  device: Device,
  operations: readonly unknown[],
  epoch: number | null,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  if (epoch === null) return found;
  const read = operations.flatMap((raw) => Operation.safeParse(raw).data ?? []);
  const fits = await fitsChain(db, { device: device.device, epoch }, read);
  for (const operation of read) {
    if (fits(operation)) continue;
    if ((await storedVerdict(db, operation.opId)) === null) found.add(operation.opId);
  }
  return found;
}

function readable(raw: unknown, misfit: ReadonlySet<string>): Result<Operation, string> {
  const operation = Operation.safeParse(raw);
  if (operation.success) return misfit.has(operation.data.opId) ? err(MISFIT) : ok(operation.data);
  const where = operation.error.issues[0]?.path.join('.') ?? '内容';
  return err(`这笔业务的 ${where} 不合格式，平台无法处理，请把它交给技术人员核查。`);
}

/**
 * One verdict for each operation of a batch, each in a transaction of its own, in the order of `seq` whatever the order of arrival.
 * Behind one that was not applied the later ones of its lanes wait undecided (SY4, SY5). Operations without a readable id or
 * hash get no verdict, since it could not be matched to them. `epoch`: the chain that new ones must fit; null without one. `rechecks`:
 * which of them a second clerk has to see, and has seen.
 */
export async function decideBatch(
  db: Database,
  clock: PlatformClock,
  device: Device,
  operations: readonly unknown[],
  epoch: number | null = null,
  rechecks: RecheckRule = NO_RECHECKS,
): Promise<Verdict[]> {
  const misfit = await misfits(db, device, operations, epoch);
  // A placeholder and the number given for it are one lane.
  const given = await givenNumbers(
    db,
    operations.flatMap((raw) => subjectsOf(raw).map(({ id }) => id)),
  );
  const heldBy = new Map<string, string>();
  const verdicts = new Map<number, Verdict>();
  const inOrder = operations
    .map((raw, index) => ({ raw, index }))
    .sort((a, b) => seqOf(a.raw) - seqOf(b.raw));
  for (const { raw, index } of inOrder) {
    const named = Named.safeParse(raw);
    if (!named.success) continue;
    const echo = { opId: named.data.opId, bodyHash: named.data.bodyHash };
    const lanes = subjectsOf(raw).map(({ kind, id }) => recordKey({ kind, id: given.get(id) ?? id }));
    const holder = lanes.map((lane) => heldBy.get(lane)).find((opId) => opId !== undefined) ?? null;
    const operation = readable(raw, misfit);
    const verdict: Verdict = operation.ok
      ? await decideOne(db, clock, device, operation.value, holder, rechecks)
      : { ...echo, at: clock.now(), outcome: 'invalid', text: operation.error };
    if (verdict.outcome !== 'applied') for (const lane of lanes) heldBy.set(lane, holder ?? verdict.opId);
    verdicts.set(index, verdict);
  }
  return operations.flatMap((_, index) => verdicts.get(index) ?? []);
}
