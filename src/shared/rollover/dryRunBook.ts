import { fenToYuan } from '../domain/money';
import type { Village } from '../domain/region';
import type { PlainBook } from '../plainSheet';
import {
  countRolled,
  PROMPT_CODES,
  PROMPTS,
  ROLLOVER_CLASS_CODES,
  ROLLOVER_CLASSES,
  type RolledPerson,
  rolledRow,
} from './rollover';

/** The dry run as a workbook: counts by village, and everybody of whom something changes or who has to be asked, masked. */
export function dryRunBook(
  rolled: readonly RolledPerson[],
  of: { to: number; day: string; office: string; clerk: string; villages: readonly Village[] },
): PlainBook {
  const title = `${of.to} 年度结转核对表`;
  const head = {
    title,
    note: `填报单位：${of.office}　制表日期：${of.day}　经办人：${of.clerk}　只是核对，没有办理任何业务`,
  };
  const byVillage = new Map<string, RolledPerson[]>();
  for (const one of rolled) {
    const code = one.person.villageCode;
    byVillage.set(code, [...(byVillage.get(code) ?? []), one]);
  }
  const line = (label: string, some: readonly RolledPerson[]): (string | number)[] => {
    const count = countRolled(some);
    return [
      label,
      count.people,
      ...ROLLOVER_CLASS_CODES.map((code) => count.of[code]),
      ...PROMPT_CODES.map((code) => count.prompts[code]),
      Number(fenToYuan(count.beforeFen)),
      Number(fenToYuan(count.afterFen)),
    ];
  };
  const told = rolled.filter(
    ({ class: is, prompts }) => prompts.length > 0 || !['same', 'out', 'standard'].includes(is),
  );
  const nameOf = new Map(of.villages.map(({ id, name }) => [id, name] as const));
  return {
    title,
    on: of.day,
    sheets: [
      {
        ...head,
        name: '按村居',
        headings: [
          '村（居）',
          '人数',
          ...ROLLOVER_CLASS_CODES.map((code) => ROLLOVER_CLASSES[code]),
          ...PROMPT_CODES.map((code) => PROMPTS[code]),
          `${of.to - 1} 年度应缴（元）`,
          `${of.to} 年度应缴（元）`,
        ],
        rows: [
          ...of.villages.map(({ id, name }) => line(name, byVillage.get(id) ?? [])),
          line('合计', rolled),
        ],
      },
      {
        ...head,
        name: '逐人',
        headings: ['村（居）', '姓名', '证件号码', '户号', '类别', '说明', '要办的事'],
        rows: told.map((one) => [
          nameOf.get(one.person.villageCode) ?? one.person.villageCode,
          ...rolledRow(one),
        ]),
      },
    ],
  };
}
