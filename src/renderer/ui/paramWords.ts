import { SPECIAL_IDENTITY_WORDS } from '#shared/domain/specialIdentity';
import type { Json } from '#shared/json';
import { PARAM_KEYS } from '#shared/rules/params/keys';

const WORDS: Record<string, string> = {
  ...SPECIAL_IDENTITY_WORDS,
  ALL: '全额',
  NONE: '无',
  BIRTH_YEAR: '出生当年',
  NEXT_YEAR: '次年',
  PAUSE: '暂停',
  TERMINATE: '终止',
  ON_EMP_REGISTRATION: '职工登记时',
  ON_EMP_BENEFIT_START: '职工享受待遇时',
  day: '日',
  start: '起',
  end: '止',
  yearOffset: '起始年与参保年度之差',
  yearOffsetEnd: '截止年与参保年度之差',
};

/** What a clerk calls a parameter; one that no chapter knows keeps its own name. */
export const paramWords = (param: string): string =>
  Object.hasOwn(PARAM_KEYS, param) ? PARAM_KEYS[param as keyof typeof PARAM_KEYS].label : param;

/** A parameter's value in words: yes and no, codes by name, a table as `2027：420.00；…`. */
export function paramValueWords(value: Json): string {
  if (value === null) return '未规定';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(paramValueWords).join('、');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, part]) => `${WORDS[key] ?? key}：${paramValueWords(part)}`)
      .join('；');
  }
  const text = String(value);
  return WORDS[text] ?? text.replace(/^(\d{4}-)?(\d{2})-END$/, '$1$2 月末');
}
