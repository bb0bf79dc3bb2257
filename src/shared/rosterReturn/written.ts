import { readDay, readMoney, readNumberText } from '../batch/cells';
import { cellText } from '../batch/grid';
import { type Fault, RowReader } from '../batch/rowReader';
import type { DataRow, ReadSheet } from '../batch/sheet';
import { type CivilDate, monthOf } from '../domain/civilDate';
import { outcomeIn, type ReturnValues, type RosterOutcome } from './values';

/** One row of a returned roster: what it is known by, and what was filled in. */
export interface WrittenRow {
  readonly sheet: ReadSheet;
  readonly data: DataRow;
  /** Cells as they stand; empty text where there is none. */
  readonly code: string;
  readonly personId: string;
  readonly checksum: string;
  readonly name: string;
  /** A whole certificate number; null where there is none, it is masked, or a sheet has spoilt it. */
  readonly certNo: string | null;
  /** The sheet made a number of the certificate number, and its end is lost (4.4E+17). */
  readonly certSpoilt: boolean;
  readonly values: ReturnValues;
  readonly faults: readonly Fault[];
}

const LONGEST_WHY = 200;

/** Reads a row. What the five columns of the door say wrongly is a fault each; what names the person is only taken down. */
export function readRow(sheet: ReadSheet, data: DataRow): WrittenRow {
  const r = new RowReader(sheet, data);
  const shown = (key: 'rowCode' | 'personKey' | 'rowCheck' | 'name'): string =>
    cellText(r.cell(key)).slice(0, 100);
  const number = readNumberText(r.cell('certNo'));
  const certNo = number.ok && number.value !== null && !number.value.includes('*') ? number.value : null;
  const values: ReturnValues = {
    outcome: outcomeOf(r),
    paidFen: r.take('paid', readMoney(r.cell('paid'), '实缴金额')),
    on: dayOf(r),
    phone: r.phone('newPhone'),
    why: whyOf(r),
  };
  return {
    sheet,
    data,
    code: shown('rowCode'),
    personId: shown('personKey'),
    checksum: shown('rowCheck').normalize('NFKC').toLowerCase(),
    name: shown('name'),
    certNo,
    certSpoilt: !number.ok,
    values,
    faults: r.faults.length > 0 ? r.faults : missing(values),
  };
}

function outcomeOf(r: RowReader): RosterOutcome | null {
  const text = r.text('outcome');
  if (text === null) return null;
  return (
    outcomeIn(text) ??
    r.fault(
      'outcome',
      `核实结果“${text.slice(0, 20)}”不在列表里，请从下拉列表选；都不合适的选“其他”并写明原因。`,
    )
  );
}

function dayOf(r: RowReader): CivilDate | null {
  const written = r.take('happenedOn', readDay(r.cell('happenedOn'), '发生日期'));
  if (written === null || written.precision === 'day') return written?.date ?? null;
  return r.fault('happenedOn', `发生日期要写到哪一天，例如 ${monthOf(written.date)}-15。`);
}

function whyOf(r: RowReader): string | null {
  const text = r.text('why');
  if (text === null || text.length <= LONGEST_WHY) return text;
  return r.fault('why', `原因说明最长 ${LONGEST_WHY} 个字。`);
}

/** What is filled in and does not go together. */
function missing({ outcome, paidFen, on, why }: ReturnValues): Fault[] {
  if (outcome === null && (paidFen !== null || on !== null || why !== null))
    return [{ column: 'outcome', text: '填了金额、日期或原因，但没有选核实结果。' }];
  if (outcome === '其他' && why === null)
    return [{ column: 'why', text: '核实结果选了“其他”，请在原因说明里写明情况。' }];
  if (outcome !== null && outcome !== '已参保' && paidFen !== null && paidFen > 0)
    return [{ column: 'paid', text: `核实结果是“${outcome}”，却填了实缴金额，请核对。` }];
  return [];
}
