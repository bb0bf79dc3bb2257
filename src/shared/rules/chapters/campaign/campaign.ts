import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { confirmedIdentities, parameter, v } from '../facts';
import { age, pupil } from '../taining/terms';

// 新华区2010年工作措施: the rate, the gaps, who is assisted.

type Figures = NonNullable<Case['facts']['campaign']>;
const figure = <T>(name: keyof Figures, text: string, ask: string, read: (f: Figures) => T | undefined) =>
  v.fact<T>(`campaign.${name}`, text, ask, (c) => read(c.facts.campaign ?? {}));
/** The target set by the authority; where no pack has one, the one that is given. */
const target = v.orElse<number>(
  parameter<number>('cmp.target'),
  figure('target', '参保目标人数', '目标是多少人？', (f) => f.target),
);
const enrolled = figure('enrolled', '已参保人数', '已参保多少人？', (f) => f.enrolled);
const registered = figure('registered', '户籍人口', '登记在册多少人？', (f) => f.registered);
const employees = figure('employees', '职工医保人数', '其中参加职工医保多少人？', (f) => f.employees);
const pupils = figure('pupils', '在校学生数', '在校学生多少人？', (f) => f.pupils);
const pupilsEnrolled = figure(
  'pupilsEnrolled',
  '已参保学生数',
  '其中已参保多少人？',
  (f) => f.pupilsEnrolled,
);

const hundredths = (part: number, whole: number): number =>
  Number((20_000n * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
/** A share in per cent with two decimals, rounded half up in integers. */
export function percent(part: number, whole: number): string {
  const n = hundredths(part, whole);
  return `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}%`;
}

export const open = v.derived(
  '未参保的差额',
  [registered, enrolled, employees],
  (all, res, emp) => all - res - emp,
);

/** Enrolled ÷ target in hundredths of a per cent, rounded half up. */
export const rate = v.derived('完成率', [enrolled, target], hundredths);
export const stillMissing = v.derived('还差人数', [target, enrolled], (goal, have) =>
  Math.max(0, goal - have),
);

const aim = [{ document: 'HA-PDS-XH-2010', article: '序言' }] as const;

/** R-CMP-01: how far the target is reached. */
export const targetReached: Question<Case, 'short' | 'reached'> = {
  id: 'campaign.target',
  ask: '是否完成参保目标',
  rules: [
    {
      id: 'R-CMP-01',
      answer: 'short',
      when: v.less(enrolled, target),
      cites: aim,
      clause: '完成率为已参保人数除以目标人数；未完成的说明还差多少人。',
      finding: {
        code: 'TARGET_SHORT',
        severity: 'info',
        say: (e) =>
          `已参保 ${e.value(enrolled)} 人，目标 ${e.value(target)} 人，完成率 ${percent(e.value(enrolled), e.value(target))}，还差 ${e.value(target) - e.value(enrolled)} 人。`,
      },
    },
    {
      id: 'R-CMP-01#reached',
      answer: 'reached',
      when: v.atLeast(enrolled, target),
      cites: aim,
      clause: '达到目标人数的为完成。',
      finding: {
        code: 'TARGET_REACHED',
        severity: 'info',
        say: (e) =>
          `已参保 ${e.value(enrolled)} 人，目标 ${e.value(target)} 人，完成率 ${percent(e.value(enrolled), e.value(target))}，目标已完成。`,
      },
    },
  ],
};

const schools = [{ document: 'HA-PDS-XH-2010', article: '（二）' }] as const;
/** R-CMP-03: every pupil is enrolled. */
export const pupilsComplete: Question<Case, 'all' | 'some'> = {
  id: 'campaign.pupils',
  ask: '中小学生是否全员参保',
  rules: [
    {
      id: 'R-CMP-03#all',
      answer: 'all',
      when: v.atLeast(pupilsEnrolled, pupils),
      cites: schools,
      clause: '中小学生全部参保的为完成。',
    },
    {
      id: 'R-CMP-03',
      answer: 'some',
      when: v.less(pupilsEnrolled, pupils),
      cites: schools,
      clause: '联合教育部门，实现中小学生全员参保；有未参保的列出人数。',
      finding: {
        code: 'PUPILS_MISSING',
        severity: 'warn',
        say: (e) =>
          `还有 ${e.value(pupils) - e.value(pupilsEnrolled)} 名在校学生没有参保，请与学校核对名单。`,
      },
    },
  ],
};

const gap = [{ document: 'HA-PDS-XH-2010', article: '（四）' }] as const;
/** R-CMP-05: who is left, as a number. */
export const peopleLeft: Question<Case, 'none' | 'left' | 'wrong'> = {
  id: 'campaign.gap',
  ask: '还有多少人应保未保',
  rules: [
    {
      id: 'R-CMP-05#none',
      answer: 'none',
      when: v.is<number>(open, v.constant(0)),
      cites: gap,
      clause: '没有差额的为应收尽收。',
      finding: { code: 'NOBODY_LEFT', severity: 'info', say: () => '登记在册的人员已经全部参保。' },
    },
    {
      id: 'R-CMP-05',
      answer: 'left',
      when: v.more(open, v.constant(0)),
      cites: gap,
      clause: '差额为登记人口减居民参保再减职工参保，分社区打印名册上门。',
      finding: {
        code: 'PEOPLE_LEFT',
        severity: 'info',
        say: (e) => `还有 ${e.value(open)} 人没有参保，请按社区打印名册上门核实。`,
      },
    },
    {
      id: 'R-CMP-05#wrong',
      answer: 'wrong',
      when: v.less(open, v.constant(0)),
      cites: gap,
      clause: '参保人数多于登记人口的，数据有误。',
      finding: {
        code: 'FIGURES_WRONG',
        severity: 'warn',
        say: (e) => `参保人数比登记人口多 ${-e.value(open)} 人，数据有误，请先核对重复参保和人口数。`,
      },
    },
  ],
};

const identityIs = (text: string, type: 'MIN_LIVING' | 'SEVERELY_DISABLED') =>
  v.holds(v.derived(text, [confirmedIdentities], (types) => types.includes(type)));
const unable = figure('unableToWork', '丧失劳动能力', '是否丧失劳动能力？', (f) => f.unableToWork);
const lowIncome = figure('lowIncomeFamily', '低收入家庭', '是不是低收入家庭？', (f) => f.lowIncomeFamily);

const groups = [{ document: 'HA-PDS-XH-2010', article: '（五）' }] as const;
/** R-CMP-04: is the person one of the four assisted groups? */
export const assistedGroup: Question<Case, 'no' | 'yes'> = {
  id: 'campaign.assisted',
  ask: '是否属于资助参保的四类人员',
  rules: [
    { id: 'R-CMP-04#none', answer: 'no', when: v.always, cites: groups, clause: '其他居民个人全额缴费。' },
    {
      id: 'R-CMP-04',
      answer: 'yes',
      exceptionTo: 'R-CMP-04#none',
      when: v.any(
        identityIs('经确认的低保对象', 'MIN_LIVING'),
        v.all(
          identityIs('经确认的重度残疾人', 'SEVERELY_DISABLED'),
          v.any(v.less(age, v.constant(18)), v.holds(pupil), v.holds(unable)),
        ),
        v.all(v.atLeast(age, v.constant(60)), v.holds(lowIncome)),
      ),
      cites: groups,
      clause:
        '低保对象、重度残疾学生和儿童、丧失劳动能力的重度残疾人、低收入家庭60周岁以上老年人由民政资助参保。',
      finding: {
        code: 'CAMPAIGN_ASSISTED',
        severity: 'info',
        say: () => '本人属于资助参保的四类人员，请列入民政资助名册。',
      },
    },
  ],
};
