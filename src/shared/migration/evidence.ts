import { maskCertNo } from '../codes/masking';
import { plainName } from '../duplicates/names';
import { rightNumbersNear } from '../duplicates/numbers';
import { shapeKey } from '../duplicates/shapes';
import type { MigrationClass } from './classes';
import type { Employee } from './employees';
import type { MemberRow } from './households';
import { KEEP_RULES, type Kept } from './keeping';
import type { PoliceBook, PoliceRow, PoliceWord } from './police';
import { birthIn, numberOf } from './writtenNumber';

/** Everything that was found about one member. */
export interface Seen {
  readonly member: MemberRow;
  readonly word: PoliceWord | null;
  readonly employee: Employee | null;
  readonly kept: Kept | null;
}

const onDay = (day: string | null): string => (day === null ? '' : `于 ${day} `);
const placeOf = ({ sheet, row, householdId }: MemberRow): string =>
  `${householdId === '' ? '' : `户号 ${householdId}`}（工作表“${sheet}”第 ${row} 行）`;

/** Why somebody is of a class, in a clerk's words. */
export function reasonOf(code: MigrationClass, seen: Seen): string {
  const { member, word, employee, kept } = seen;
  switch (code) {
    case 'MATCHED': {
      const old = member.number.kind === 'old' ? '原表是 15 位旧号码，升为 18 位后' : '';
      const twice = kept === null ? '' : `此人另有重复登记，按“${KEEP_RULES[kept.by]}”保留这一条。`;
      return `${old}号码和姓名都与公安户籍相符。${twice}`;
    }
    case 'NAME_DIFF':
      return `这个号码在公安户籍中是“${word?.row.name ?? ''}”，原表写作“${member.name}”。`;
    case 'MOVED':
      return `公安户籍已${onDay(word?.row.stateDay ?? null)}迁出${word?.row.movedTo ? `，迁往${word.row.movedTo}` : ''}。`;
    case 'DECEASED':
      return `公安户籍已${onDay(word?.row.stateDay ?? null)}登记死亡。`;
    case 'EMP_ACTIVE':
      return `职工医保正常参保${employee?.unit ? `（${employee.unit}${employee.since === null ? '' : `，自 ${employee.since}`}）` : ''}，不转入居民医保。`;
    case 'DUP_IN_OTHER_HOUSEHOLD': {
      if (kept === null) return '同一号码另有登记，那一条保留。';
      const where = kept.kept.household === member.household ? '同一户内另有一条' : '另一户也登记了此人';
      return `${where}：${placeOf(kept.kept)}。按“${KEEP_RULES[kept.by]}”保留那一条，这一条入户核实。`;
    }
    case 'NO_HUKOU_MATCH':
      return noMatch(seen);
  }
}

function noMatch({ member, word }: Seen): string {
  const { number } = member;
  if (word?.kind === 'unclear') return word.text;
  switch (number.kind) {
    case 'none':
      return '原表没有写证件号码，不能与公安户籍比对。';
    case 'good':
      return '号码合乎编码规则，但公安户籍中没有这个号码。';
    case 'old':
      return '15 位旧号码升为 18 位后，公安户籍中没有这个号码。';
    case 'lost':
      return `号码被表格当成数字存成了 ${number.written.slice(0, 20)}，后几位已经丢失，不能与公安户籍比对。`;
    default:
      return number.text;
  }
}

const described = (row: PoliceRow): string =>
  `${row.name}，${maskCertNo(row.number)}${row.village === '' ? '' : `，${row.village}`}`;

/** More than these are named by their count alone. */
const MOST_NAMED = 3;

/** Whom the visitors should ask after: people of the register who may be meant by a number that leads to nobody. */
function candidates(member: MemberRow, police: PoliceBook): string[] {
  const present = police.named(member.name).filter(({ state }) => state === 'here');
  if (member.number.kind === 'wrong') {
    const near = rightNumbersNear(member.number.written);
    const slip = present.find(({ number }) => near.has(number));
    if (slip) return [`改正一位（或对调相邻两位）后，与公安户籍中同名的人相符：${described(slip)}。`];
  }
  if (member.name === '' || present.length === 0) return ['公安户籍中没有同名的人。'];
  const birth = birthIn(member.number) ?? member.birth;
  const sameBirth = birth === null ? [] : present.filter((row) => row.birth === birth);
  const sameVillage = present.filter(({ village }) => village !== '' && village === member.village);
  const [found, how] =
    sameBirth.length > 0
      ? [sameBirth, '同名且出生日期相同']
      : sameVillage.length > 0
        ? [sameVillage, '同村同名']
        : [present, '同名'];
  if (found.length > MOST_NAMED) return [`公安户籍中${how}的有 ${found.length} 人。`];
  return [`公安户籍中${how}的：${found.map(described).join('；')}。`];
}

function nameHint(member: MemberRow, police: PoliceRow): string {
  const [one, other] = [plainName(member.name), plainName(police.name)];
  if (one === '') return '原表没有写姓名。';
  if (shapeKey(one) === shapeKey(other)) return '两个姓名字形相近，多半是录入错字。';
  const shared = [...one].filter((char) => other.includes(char)).length;
  return shared > 0 ? '两个姓名有相同的字。' : '两个姓名没有相同的字，可能用了别人的号码。';
}

const STATE_WORDS = { here: '在册', dead: '死亡', moved: '迁出', unclear: '状态不明' } as const;
const SOURCES = { desk: '本机参保资料', file: '职工参保名单' } as const;

/** What was seen of somebody, apart from the reason. */
export function evidenceOf(code: MigrationClass, seen: Seen, police: PoliceBook): string[] {
  const { member, word, employee } = seen;
  const found: string[] = [];
  if (word !== null)
    found.push(
      `公安户籍第 ${word.row.row} 行：${described(word.row)}，${STATE_WORDS[word.row.state]}${word.row.stateText === '' ? '' : `（${word.row.stateText.slice(0, 20)}）`}。`,
    );
  if (code === 'EMP_ACTIVE' && employee !== null) found.push(`来源：${SOURCES[employee.source]}。`);
  if (code === 'NAME_DIFF' && word !== null) found.push(nameHint(member, word.row));
  if (code === 'NO_HUKOU_MATCH' && word === null) found.push(...candidates(member, police));
  if (member.number.kind === 'good' && member.number.spelled)
    found.push('原表号码是全角或带空格，已按规范写法比对。');
  const born = numberOf(member.number) === null ? null : birthIn(member.number);
  if (born !== null && member.birth !== null && member.birth !== born)
    found.push(`原表出生日期 ${member.birth} 与号码中的 ${born} 不同，以号码为准。`);
  return found;
}
