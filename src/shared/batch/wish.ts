import { checkCertificate } from '../codes/certificate';
import { type CivilDate, type CivilMonth, monthOf } from '../domain/civilDate';
import type { StatusReason } from '../domain/enrolment';
import { isTicked, readCode, readMoney, readNumberText, readSex, type WrittenDay } from './cells';
import { cellText } from './grid';
import { type Fault, RowReader } from './rowReader';
import type { DataRow, ReadSheet } from './sheet';

/** Who a row is about, as it is written. */
export interface WrittenPerson {
  readonly certType: string;
  readonly certNo: string;
  readonly name: string;
  readonly sex: '1' | '2' | null;
  readonly birth: WrittenDay | null;
  readonly nation: string | null;
  readonly phone: string | null;
  readonly village: string | null;
  readonly group: string | null;
  readonly householdId: string | null;
  readonly relation: string | null;
  readonly hukou: string | null;
}

/** What a row asks for. */
export type Wish =
  | {
      readonly kind: 'register';
      readonly who: WrittenPerson;
      readonly hireDate: CivilDate;
      /** Wage of the first month, where the row has one. */
      readonly wageFen: number | null;
    }
  | {
      readonly kind: 'pause';
      readonly who: WrittenPerson;
      readonly reason: StatusReason;
      readonly effectiveOn: CivilDate;
    }
  | {
      readonly kind: 'base';
      readonly who: WrittenPerson;
      /** The month it is to begin; null: the cycle of the day of handling. */
      readonly from: CivilMonth | null;
      readonly wageFen: number;
    };

/** What a clerk calls it. */
export const WISH_WORDS = { register: '职工参保登记', pause: '职工暂停参保', base: '缴费基数申报' } as const;

const ADDS = /增|新参保|参保登记|恢复|续保|调入|转入|入职|录用/;
const ENDS = /减|停|中断|离职|辞职|辞退|调出|转出|退出|解除|终止合同|开除/;
const DEATH = /死亡|去世|身故/;
const REASONS: readonly (readonly [RegExp, StatusReason])[] = [
  [/辞职|离职|解除|合同到期|终止合同/, 'RESIGNATION'],
  [/调出|调动|调转|转出|调离/, 'JOB_TRANSFER'],
  [/违纪|辞退|开除/, 'DISCIPLINE'],
  [/判刑|收监|服刑/, 'SENTENCED'],
  [/失踪/, 'MISSING'],
  [/迁/, 'MOVED'],
];

/** Certificate, name and what else the row says of somebody. */
function readPerson(r: RowReader): WrittenPerson | null {
  const certType = r.take('certType', readCode(r.cell('certType'), 'certType', '证件类型')) ?? '01';
  const before = r.faults.length;
  const number = r.take('certNo', readNumberText(r.cell('certNo')));
  if (number === null && r.faults.length === before) r.fault('certNo', '没有填写证件号码。');
  const found = number === null ? null : checkCertificate(certType, number);
  if (found !== null && !found.ok) r.fault('certNo', found.text);
  const name = r.text('name');
  if (name === null) r.fault('name', '没有填写姓名。');
  const sex = r.take('sex', readSex(r.cell('sex')));
  const birth = r.day('birthDate', '出生日期');
  const nation = r.take('nation', readCode(r.cell('nation'), 'nation', '民族'));
  const phone = r.phone('phone');
  if (found === null || !found.ok || name === null) return null;
  if (sex !== null && found.sex !== null && sex !== found.sex)
    r.fault('sex', `性别与证件号码不符：号码第 17 位表示${found.sex === '1' ? '男' : '女'}，请核对两处。`);
  if (birth !== null && found.birthDate !== null && !agrees(birth, found.birthDate))
    r.fault('birthDate', `出生日期与证件号码不符：号码中是 ${found.birthDate}，请核对两处。`);
  return {
    certType,
    certNo: found.normalised,
    name,
    sex: sex ?? found.sex,
    birth: found.birthDate === null ? birth : { date: found.birthDate, precision: 'day' },
    nation,
    phone,
    village: r.text('village'),
    group: r.text('group'),
    householdId: r.text('householdId'),
    relation: r.take('relation', readCode(r.cell('relation'), 'relation', '与户主关系')),
    hukou: r.text('hukou'),
  };
}

/** Whether a written day says the same as another, as far as it goes. */
export const agrees = (written: WrittenDay, date: CivilDate): boolean => {
  const length = { day: 10, month: 7, year: 4 }[written.precision];
  return written.date.slice(0, length) === date.slice(0, length);
};

/** Other schemes are not this table's business, and a scheme that is not ticked is not asked for. */
function checkScheme(r: RowReader): void {
  const scheme = r.text('scheme');
  if (scheme !== null && !/医疗|310/.test(scheme))
    r.fault('scheme', `参保险种“${scheme.slice(0, 20)}”不在这里办理，本表只办理职工基本医疗保险。`);
}

function readRegister(r: RowReader, who: WrittenPerson | null): Wish | null {
  const hireDate = r.wholeDay('hireDate', '参保（用工）时间');
  const wageFen = r.take('wage', readMoney(r.cell('wage'), '申报工资'));
  if (wageFen === 0) r.fault('wage', '申报工资不能是 0，请填写实际工资。');
  if (r.has('medical') && !isTicked(r.cell('medical')))
    r.fault('medical', '“基本医疗”一栏没有打勾；本表只办理基本医疗保险，请打勾或删去此行。');
  return who === null || hireDate === null ? null : { kind: 'register', who, hireDate, wageFen };
}

function readPause(r: RowReader, who: WrittenPerson | null, change: string): Wish | null {
  const words = `${change} ${r.text('reason') ?? ''}`;
  if (DEATH.test(words))
    return r.fault('change', '死亡的要办理职工终止参保，请在窗口单独办理，并从本表删去此行。');
  const effectiveOn = r.wholeDay('endDate', '终止合同（停保）时间');
  const reason = REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? 'OTHER_PAUSE';
  return who === null || effectiveOn === null ? null : { kind: 'pause', who, reason, effectiveOn };
}

function readChange(r: RowReader, who: WrittenPerson | null): Wish | null {
  const change = r.text('change');
  if (change === null) return r.fault('change', '没有填写变更类别，请填写增加或减少。');
  if (DEATH.test(change) || (ENDS.test(change) && !ADDS.test(change))) return readPause(r, who, change);
  if (ADDS.test(change) && !ENDS.test(change)) return readRegister(r, who);
  return r.fault('change', `变更类别“${change.slice(0, 20)}”看不懂，请填写增加或减少。`);
}

function readBase(r: RowReader, who: WrittenPerson | null): Wish | null {
  const column = r.has('wage') && cellText(r.cell('wage')) !== '' ? 'wage' : r.has('base') ? 'base' : 'wage';
  const before = r.faults.length;
  const wageFen = r.take(column, readMoney(r.cell(column), column === 'wage' ? '工资' : '基数'));
  if (wageFen === null && r.faults.length === before) r.fault(column, '没有填写工资。');
  if (wageFen === 0) r.fault(column, '工资不能是 0，请填写实际工资。');
  const from = r.day('from', '开始年月');
  return who === null || wageFen === null || wageFen === 0
    ? null
    : { kind: 'base', who, from: from === null ? null : monthOf(from.date), wageFen };
}

/** What a row wishes, or everything that is wrong with it. Never throws, whatever stands in the cells. */
export function readWish(
  sheet: ReadSheet,
  row: DataRow,
): { readonly wish: Wish } | { readonly faults: readonly Fault[] } {
  const r = new RowReader(sheet, row);
  const who = readPerson(r);
  checkScheme(r);
  const wish =
    sheet.layout === 'STAFF_CHANGE'
      ? readChange(r, who)
      : sheet.layout === 'BASE'
        ? readBase(r, who)
        : readRegister(r, who);
  if (wish !== null && r.faults.length === 0) return { wish };
  return { faults: r.faults.length > 0 ? r.faults : [{ column: null, text: '这一行看不懂，请核对。' }] };
}
