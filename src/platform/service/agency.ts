import { z } from 'zod';
import { CivilDate } from '#shared/domain/civilDate';
import { MatterCode } from '#shared/domain/matter';
import type { Operation } from '#shared/domain/operation';
import type { Jurisdiction } from '#shared/domain/region';
import { canonicalJson, Json, sha256Hex } from '#shared/json';
import { matterOf } from '#shared/matters/index';
import { theBook } from '#shared/rules/book';
import type { PlatformClock } from '../clock';
import type { Database } from '../database/database';
import { decideBatch } from '../intake/batch';
import { gather } from '../intake/facts';
import { agency } from './access';
import type { ImportResult } from './operatorRoutes';

/** One matter that an agency handled outside the desk: what to do, with the body of that matter. */
export const AgencyLine = z.strictObject({
  matter: MatterCode,
  body: z.record(z.string(), Json),
  /** 办理日期; the platform's day when absent. */
  day: CivilDate.optional(),
  clerk: z.string().min(1).max(40).optional(),
});

const ULID_DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The same line of the same agency always has the same operation id, so a file imported twice is applied once. */
function operationId(device: string, line: number, content: unknown): string {
  let rest = BigInt(`0x${sha256Hex(`${device}\n${line}\n${canonicalJson(content)}`)}`) >> 128n;
  let id = '';
  for (let i = 0; i < 26; i++) {
    id = ULID_DIGITS[Number(rest & 31n)] + id;
    rest >>= 5n;
  }
  return id;
}

/** Makes an operation on the records as they are now, as a desk does that has just fetched them, and sends it the same way. */
export async function importOperations(
  db: Database,
  clock: PlatformClock,
  ask: { device: string; jurisdiction: Jurisdiction; lines: readonly unknown[] },
): Promise<ImportResult[]> {
  const device = await agency(db, clock, {
    device: ask.device,
    name: ask.device,
    jurisdiction: ask.jurisdiction,
  });
  const results: ImportResult[] = [];
  for (const [index, raw] of ask.lines.entries()) {
    const line = index + 1;
    const parsed = AgencyLine.safeParse(raw);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      results.push({
        line,
        error: `第 ${line} 行不合格式(${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}),没有办理。`,
      });
      continue;
    }
    const operation = await operationOf(db, clock, device.device, line, parsed.data);
    if (typeof operation === 'string') {
      results.push({ line, error: `第 ${line} 行：${operation}` });
      continue;
    }
    const [verdict] = await decideBatch(db, clock, device, [operation]);
    if (verdict === undefined) throw new Error('an operation made here has a readable id');
    results.push({ line, verdict });
  }
  return results;
}

async function operationOf(
  db: Database,
  clock: PlatformClock,
  device: string,
  line: number,
  ask: z.infer<typeof AgencyLine>,
): Promise<Operation | string> {
  const matter = matterOf(ask.matter);
  const body = matter.body.safeParse(ask.body);
  if (!body.success) return `${body.error.issues[0]?.message ?? '内容不合格式'}(没有办理)`;
  const subjects = matter.subjects(body.data);
  const clerk = ask.clerk ?? '批量导入';
  const day = ask.day ?? clock.today();
  const draft: Operation = {
    v: 2,
    saga: null,
    opId: operationId(device, line, { ...ask, day }),
    matter: ask.matter,
    subjects,
    base: [],
    body: ask.body,
    bodyHash: sha256Hex(canonicalJson(ask.body)),
    forecast: { decision: 'ALLOW', rules: [], book: theBook.version, asOf: clock.now(), warnReason: null },
    day,
    clerk,
    supersedes: null,
    device,
    seq: line,
  };
  const { records } = await gather(db, draft);
  const current = new Map([...records].map(([key, stored]) => [key, stored.record]));
  return { ...draft, base: matter.base(body.data, current) };
}
