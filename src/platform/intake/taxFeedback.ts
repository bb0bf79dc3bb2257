import { z } from 'zod';
import { isCivilDate } from '#shared/domain/civilDate';
import type { Person } from '#shared/domain/person';
import { canonicalJson } from '#shared/json';
import { TaxPayment } from '#shared/protocol/messages';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { holdVillages } from '../register/moveVillages';
import { personsByCertNo, searchableCertNo, writeChanges } from '../register/recordStore';
import { lockKeys } from './locks';
import { type TaxPayment as Tax, withTaxPayment } from './taxPayment';

export interface TaxFeedbackOutcome {
  applied: number;
  repeated: number;
  rejected: { index: number; text: string }[];
}

type Taken = { outcome: 'applied' | 'repeated' } | { outcome: 'rejected'; text: string };

const Standing = z.array(z.object({ content: z.string() }));
const sameName = (text: string): string => text.normalize('NFKC').replace(/[\s·•・.]/g, '');
const rejected = (text: string): Taken => ({ outcome: 'rejected', text });

/** Takes in what the tax authority says was paid (税务回传), each payment on its own; a voucher counts once. */
export async function takeTaxFeedback(
  db: Database,
  clock: PlatformClock,
  payments: readonly unknown[],
): Promise<TaxFeedbackOutcome> {
  const result: TaxFeedbackOutcome = { applied: 0, repeated: 0, rejected: [] };
  for (const [index, raw] of payments.entries()) {
    const parsed = TaxPayment.safeParse(raw);
    const taken = parsed.success
      ? await db.transaction((sql) => takeOne(sql, clock, parsed.data))
      : rejected(
          `第 ${index + 1} 条的字段不合格式(${parsed.error.issues[0]?.path.join('.') ?? ''}),未入账。`,
        );
    if (taken.outcome === 'rejected') result.rejected.push({ index, text: taken.text });
    else result[taken.outcome] += 1;
  }
  return result;
}

async function takeOne(sql: Sql, clock: PlatformClock, tax: Tax): Promise<Taken> {
  if (!isCivilDate(tax.paidOn)) return rejected(`缴费日期 ${tax.paidOn} 不是日历上的一天，未入账。`);
  if ((tax.scheme === 'RES') !== (tax.period.length === 4)) {
    return rejected(`费款所属期 ${tax.period} 不合险种：居民按年(YYYY),职工按月(YYYY-MM)。未入账。`);
  }
  await holdVillages(sql);
  await lockKeys(sql, [`voucher:${tax.voucherNo}`, `cert:${searchableCertNo(tax.certNo)}`]);
  const content = canonicalJson(tax);
  const [standing] = Standing.parse(
    await sql.query('SELECT content FROM tax_feedback WHERE voucher_no = $1', [tax.voucherNo]),
  );
  if (standing !== undefined) {
    if (standing.content === content) return { outcome: 'repeated' };
    return rejected(`票号 ${tax.voucherNo} 已用于另一笔缴费，本次内容不同，未入账。`);
  }
  const holders = (await personsByCertNo(sql, tax.certNo))
    .map((s) => s.record)
    .filter((r): r is Person => r.kind === 'person' && sameName(r.name) === sameName(tax.name));
  const [holder] = holders;
  if (holder === undefined) return rejected('平台查不到证件号码和姓名都相符的人员，未入账。');
  if (holders.length > 1) return rejected('平台有多名人员的证件号码和姓名相同，请先清理重复档案，未入账。');
  await lockKeys(sql, [`person:${holder.id}`]);
  const person = (await personsByCertNo(sql, tax.certNo))
    .map((s) => s.record)
    .find((r): r is Person => r.kind === 'person' && r.id === holder.id);
  if (person === undefined) return rejected('该人员的证件号码刚刚变更，请重新回传，未入账。');
  const payments = withTaxPayment(person.payments, tax);
  if (!payments.ok) return rejected(payments.error);
  const at = clock.now();
  await writeChanges(sql, [{ ...person, payments: payments.value }], { by: '税务回传', at });
  await sql.query(
    'INSERT INTO tax_feedback (voucher_no, content, person_id, received_at) VALUES ($1, $2, $3, $4)',
    [tax.voucherNo, content, person.id, at],
  );
  return { outcome: 'applied' };
}
