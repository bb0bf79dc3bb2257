import { sameName } from '../batch/rowReader';
import { parseRowCode } from '../campaign/rowCode';
import type { BatchOut, BatchOutRow } from './batchOut';
import type { WrittenRow } from './written';

/** Whose row it is; or why that cannot be told (`unknown`), or that it is nobody's of the batch (`extra`). */
export type Identified =
  | { readonly of: BatchOutRow; readonly note: string }
  | { readonly unknown: string }
  | { readonly extra: string };

/** A batch's rows by everything that a returned row may still be known by. */
export class BatchIndex {
  private readonly byCode: ReadonlyMap<string, BatchOutRow>;
  private readonly byPerson: ReadonlyMap<string, BatchOutRow>;
  /** By certificate number; null: of several. */
  private readonly byNumber = new Map<string, BatchOutRow | null>();
  private readonly names: ReadonlySet<string>;

  constructor(readonly batch: BatchOut) {
    this.byCode = new Map(batch.rows.map((row) => [row.code, row]));
    this.byPerson = new Map(batch.rows.map((row) => [row.personId, row]));
    for (const row of batch.rows)
      if (row.certNo !== null) this.byNumber.set(row.certNo, this.byNumber.has(row.certNo) ? null : row);
    this.names = new Set(batch.rows.map(({ name }) => plainName(name)));
  }

  /**
   * The row code counts first, then the hidden key, then the certificate number. Whatever else the row says of the person has to agree: a
   * sheet of which only some columns were sorted has other people's answers beside a code.
   */
  identify(row: WrittenRow): Identified {
    const read = row.code === '' ? null : parseRowCode(row.code);
    const coded = read?.ok ? (this.byCode.get(codeText(row.code)) ?? null) : null;
    const keyed = this.byPerson.get(row.personId) ?? null;
    if (coded !== null && row.personId !== '' && coded !== keyed)
      return { unknown: '行码和人员标识不是同一个人，可能只排了一部分列或粘贴错了行。请对照原花名册改正。' };
    const of = coded ?? keyed;
    if (of !== null) return this.agrees(of, row, coded === null);
    if (read?.ok) return { extra: '行码不是这个批次的，可能是别的批次或往年的花名册混进来了。' };
    if (row.certNo !== null) return this.byCertificate(row.certNo, row);
    if (read !== null)
      return { unknown: `行码“${row.code.slice(0, 12)}”看不清（抄错或缺字），请照原花名册重抄。` };
    if (row.certSpoilt)
      return { unknown: '没有行码，证件号码又被表格改成了数字（后几位丢失），认不出是谁。请补上行码。' };
    return this.names.has(plainName(row.name))
      ? { unknown: '没有行码和证件号码，只凭姓名认不准。请补上行码。' }
      : { extra: NOT_LISTED };
  }

  private byCertificate(certNo: string, row: WrittenRow): Identified {
    const found = this.byNumber.get(certNo.normalize('NFKC').toUpperCase());
    if (found === null) return { unknown: '没有行码，而批次里有几个人用这个证件号码。请补上行码。' };
    return found === undefined ? { extra: NOT_LISTED } : this.agrees(found, row, true);
  }

  private agrees(of: BatchOutRow, row: WrittenRow, withoutCode: boolean): Identified {
    if (row.name !== '' && !sameName(row.name, of.name))
      return {
        unknown: `行码是${of.name}的，姓名却是${row.name.slice(0, 20)}，可能只排了一部分列或粘贴错了行。请对照原花名册改正。`,
      };
    if (row.checksum !== '' && row.checksum !== of.checksum)
      return { unknown: '校验不符：这一行的行码、姓名和标识不是同时印出的。请对照原花名册改正。' };
    const notes = [
      withoutCode && row.code !== '' ? '行码看不清，按人员标识认人。' : '',
      row.certSpoilt ? '证件号码被表格改成了数字，没有采用。' : '',
    ];
    return { of, note: notes.join('') };
  }
}

const NOT_LISTED = '不在这个批次里。花名册上多出的人不会自动登记，请核对后到窗口办理。';

const plainName = (name: string): string => name.normalize('NFKC').replace(/[\s·•・.]/g, '');

/** A row code as it is printed, however it was typed. */
export const codeText = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−]/gu, '');
