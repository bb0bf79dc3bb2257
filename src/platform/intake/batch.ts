import { z } from 'zod';
import { Operation, OpId } from '#shared/domain/operation';
import { recordKey, Subject } from '#shared/domain/record';
import { Sha256Hex } from '#shared/json';
import type { Verdict } from '#shared/protocol/verdict';
import type { PlatformClock } from '../clock';
import type { Database } from '../database/database';
import type { Device } from '../service/access';
import { decideOne } from './decideOne';

/** As much of an operation as must be readable for it to get a verdict at all. */
const Named = z.object({ opId: OpId, bodyHash: Sha256Hex });
const WithSubjects = z.object({ subjects: z.array(Subject) });
const WithSeq = z.object({ seq: z.number() });

const seqOf = (raw: unknown): number => WithSeq.safeParse(raw).data?.seq ?? Number.MAX_SAFE_INTEGER;
const lanesOf = (raw: unknown): string[] => WithSubjects.safeParse(raw).data?.subjects.map(recordKey) ?? [];

/**
 * One verdict for each operation of a batch, each in a transaction of its own, in the order of `seq` whatever the order of arrival.
 * Behind one that was not applied the later ones of its lanes wait undecided (SY4, SY5). Operations without a readable id or
 * hash get no verdict, since it could not be matched to them.
 */
export async function decideBatch(
  db: Database,
  clock: PlatformClock,
  device: Device,
  operations: readonly unknown[],
): Promise<Verdict[]> {
  const heldBy = new Map<string, string>();
  const verdicts = new Map<number, Verdict>();
  const inOrder = operations
    .map((raw, index) => ({ raw, index }))
    .sort((a, b) => seqOf(a.raw) - seqOf(b.raw));
  for (const { raw, index } of inOrder) {
    const named = Named.safeParse(raw);
    if (!named.success) continue;
    const echo = { opId: named.data.opId, bodyHash: named.data.bodyHash };
    const lanes = lanesOf(raw);
    const holder = lanes.map((lane) => heldBy.get(lane)).find((opId) => opId !== undefined) ?? null;
    const operation = Operation.safeParse(raw);
    const verdict: Verdict = operation.success
      ? await decideOne(db, clock, device, operation.data, holder)
      : {
          ...echo,
          at: clock.now(),
          outcome: 'invalid',
          text: `这笔业务的 ${operation.error.issues[0]?.path.join('.') ?? '内容'} 不合格式，平台无法处理，请把它交给技术人员核查。`,
        };
    if (verdict.outcome !== 'applied') for (const lane of lanes) heldBy.set(lane, holder ?? verdict.opId);
    verdicts.set(index, verdict);
  }
  return operations.flatMap((_, index) => verdicts.get(index) ?? []);
}
