import { z } from 'zod';
import { isCivilDate } from '#shared/domain/civilDate';
import type { Person } from '#shared/domain/person';
import { canonicalJson } from '#shared/json';
import { TaxPayment, UnitTaxPayment } from '#shared/protocol/messages';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { holdVillages } from '../register/moveVillages';
import {
  personsByCertNo,
  recordByKey,
  searchableCertNo,
  unitsByUscc,
  writeChanges,
} from '../register/recordStore';
import { lockKeys } from './locks';
import { type TaxPayment as Tax, withTaxPayment } from './taxPayment';
import { unitPaid } from './unitTaxPayment';

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
    const ofUnit = UnitTaxPayment.safeParse(raw);
    const taken = parsed.success
      ? await db.transaction((sql) => takeOne(sql, clock, parsed.data))
      : ofUnit.success
        ? await db.transaction((sql) => takeUnit(sql, clock, ofUnit.data))
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
  const before = await takenBefore(sql, tax);
  if (before !== null) return before;
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
  await note(sql, tax, person.id, at);
  return { outcome: 'applied' };
}

type AnyTax = Tax | z.infer<typeof UnitTaxPayment>;

/** A voucher counts once: the same again is a repetition, another content under its number is none. */
async function takenBefore(sql: Sql, tax: AnyTax): Promise<Taken | null> {
  const [standing] = Standing.parse(
    await sql.query('SELECT content FROM tax_feedback WHERE voucher_no = $1', [tax.voucherNo]),
  );
  if (standing === undefined) return null;
  return standing.content === canonicalJson(tax)
    ? { outcome: 'repeated' }
    : rejected(`票号 ${tax.voucherNo} 已用于另一笔缴费，本次内容不同，未入账。`);
}

/** The column is named for persons; a unit's payment has its empNo there. */
const note = (sql: Sql, tax: AnyTax, of: string, at: string) =>
  sql.query(
    'INSERT INTO tax_feedback (voucher_no, content, person_id, received_at) VALUES ($1, $2, $3, $4)',
    [tax.voucherNo, canonicalJson(tax), of, at],
  );

/** What a unit paid for an assessed month. */
async function takeUnit(sql: Sql, clock: PlatformClock, tax: z.infer<typeof UnitTaxPayment>): Promise<Taken> {
  if (!isCivilDate(tax.paidOn)) return rejected(`缴费日期 ${tax.paidOn} 不是日历上的一天，未入账。`);
  await holdVillages(sql);
  await lockKeys(sql, [`voucher:${tax.voucherNo}`, `cert:${searchableCertNo(tax.unit)}`]);
  const before = await takenBefore(sql, tax);
  if (before !== null) return before;
  const found = [...(await unitsByUscc(sql, tax.unit)), await recordByKey(sql, 'unit', tax.unit)];
  const [unit] = found.flatMap((one) =>
    one?.record.kind === 'unit' && sameName(one.record.name) === sameName(tax.name) ? [one.record] : [],
  );
  if (unit === undefined) return rejected('平台查不到代码和名称都相符的单位，未入账。');
  await lockKeys(sql, [`unit:${unit.id}`]);
  const now = (await recordByKey(sql, 'unit', unit.id))?.record;
  if (now?.kind !== 'unit') return rejected('该单位的登记刚刚变更，请重新回传，未入账。');
  const paid = unitPaid(now, tax);
  if (!paid.ok) return rejected(paid.error);
  const at = clock.now();
  await writeChanges(sql, [paid.value], { by: '税务回传', at });
  await note(sql, tax, now.id, at);
  return { outcome: 'applied' };
}
