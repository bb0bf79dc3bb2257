import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { identities, parameter, v } from '../facts';
import { at, handedIn, pupil } from './terms';

// 宣传提纲第五问: where to register and with what.

const cites = [{ document: 'FJ-TN-2008', article: '第五问' }] as const;
const atSchool = v.is<string>(at, v.constant('SCHOOL', '学校'));
const stated = v.isNot<string>(at, v.constant('NOT_STATED', '没有说明'));

/** R-TN-10: pupils at their school, everybody else as a household at the labour office. */
export const rightPlace: Question<Case, 'right' | 'wrong'> = {
  id: 'taining.place',
  ask: '是否在规定的地点登记',
  rules: [
    {
      id: 'R-TN-10',
      answer: 'right',
      when: v.always,
      cites,
      clause: '在校学生向所在学校登记；其他居民以家庭为单位，到居委会或乡镇劳动保障事务所登记。',
      finding: {
        code: 'TN_WHERE',
        severity: 'info',
        say: (e) =>
          e.maybe(pupil)
            ? '在校学生向所在学校申请参保登记。'
            : '以家庭为单位，到居委会或乡镇劳动保障事务所办理参保登记。',
      },
    },
    {
      id: 'R-TN-10#elsewhere',
      answer: 'wrong',
      exceptionTo: 'R-TN-10',
      when: v.all(
        stated,
        v.any(v.all(v.holds(pupil), v.not(atSchool)), v.all(v.not(v.holds(pupil)), atSchool)),
      ),
      cites,
      clause: '地点不对的，告知应到的地点。',
      finding: {
        code: 'TN_WRONG_PLACE',
        severity: 'warn',
        say: (e) =>
          e.value(pupil)
            ? '在校学生应向所在学校申请参保登记，请转告本人或由学校统一办理。'
            : '不是在校学生，应以家庭为单位到居委会或乡镇劳动保障事务所登记。',
      },
    },
  ],
};

/** What stands for either of two documents in the list of the pack. */
const EITHER: Record<string, readonly string[]> = { ID_CARD_OR_HUKOU_BOOK: ['ID_CARD', 'HUKOU_BOOK'] };
const certificate = (
  types: readonly { type: string }[],
  disabled: readonly string[],
  minLiving: readonly string[],
): readonly string[] => [
  ...(types.some((i) => i.type === 'SEVERELY_DISABLED') ? disabled : []),
  ...(types.some((i) => i.type === 'MIN_LIVING') ? minLiving : []),
];
/** The documents this person has to bring. */
export const requiredDocuments = v.derived(
  '应交材料',
  [
    pupil,
    parameter<readonly string[]>('tn.documents.student'),
    parameter<readonly string[]>('tn.documents.nonStudent'),
    identities,
    parameter<readonly string[]>('tn.documents.disabled'),
    parameter<readonly string[]>('tn.documents.minLiving'),
  ],
  (isPupil, student, other, types, disabled, minLiving) => [
    ...(isPupil ? student : other),
    ...certificate(types, disabled, minLiving),
  ],
);
const missingDocuments = v.derived('缺少的材料', [requiredDocuments, handedIn], (wanted, have) =>
  wanted.filter((code) => !(EITHER[code] ?? [code]).some((one) => have.includes(one))),
);
const someMissing = v.derived('应交材料有缺', [missingDocuments], (list) => list.length > 0);

const LABELS: Record<string, string> = {
  ID_CARD: '居民身份证（原件及复印件）',
  HUKOU_BOOK: '居民户口簿（原件及复印件）',
  ID_CARD_OR_HUKOU_BOOK: '居民户口簿或居民身份证（原件及复印件）',
  PHOTO_1INCH_RED: '近期免冠一寸红底彩照1张',
  FORM_RESIDENT: '城镇居民参加医疗保险申请表',
  FORM_STUDENT: '在校学生参加医疗保险申请表',
  DISABILITY_CERT: '残疾人证（原件及复印件）',
  FJ_MIN_LIVING_CERT: '最低生活保障领取证（原件及复印件）',
};
export const documentLabel = (code: string): string => LABELS[code] ?? code;

/** R-TN-11: are the documents complete? */
export const documentsComplete: Question<Case, 'complete' | 'missing'> = {
  id: 'taining.documents',
  ask: '登记材料是否齐全',
  rules: [
    {
      id: 'R-TN-11#complete',
      answer: 'complete',
      when: v.always,
      cites,
      clause: '材料齐全的予以登记。',
    },
    {
      id: 'R-TN-11',
      answer: 'missing',
      exceptionTo: 'R-TN-11#complete',
      when: v.holds(someMissing),
      cites,
      clause:
        '居民交身份证和户口簿、一寸红底彩照、申请表；在校学生交身份证或户口簿、彩照、申请表；重度残疾、低保人员另交证件。缺的不予登记。',
      finding: {
        code: 'DOC_MISSING',
        severity: 'refuse',
        say: (e) => `还缺：${e.value(missingDocuments).map(documentLabel).join('、')}。请补齐后再来。`,
      },
    },
  ],
};
