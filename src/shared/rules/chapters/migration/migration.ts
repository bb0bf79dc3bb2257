import { checkCertificate } from '../../../codes/certificate';
import type { Case } from '../../case';
import type { HouseholdMember } from '../../caseLocal';
import type { Question, Rule } from '../../kernel/rule';
import { on, parameter, v } from '../facts';
import { latest } from '../taining/terms';

// 通辽市2016年实施方案: household records become personal ones (R-MIG).

const of = <T>(
  name: keyof HouseholdMember,
  text: string,
  ask: string,
  read: (m: HouseholdMember) => T | undefined,
) => v.fact<T>(`member.${name}`, text, ask, (c) => (c.request.member ? read(c.request.member) : undefined));

const dead = v.not(v.holds(of('alive', '成员健在', '这名成员是否健在？', (m) => m.alive)));
const employee = v.holds(
  of('empActive', '成员职工医保为正常参保', '这名成员是否正常参加职工医保？', (m) => m.empActive),
);
const elsewhere = v.holds(
  of('keptElsewhere', '成员已在另一户保留', '这名成员是否已在另一户保留？', (m) => m.keptElsewhere),
);
const moved = v.holds(of('moved', '成员已迁出', '这名成员是否已迁出？', (m) => m.moved));
/** The person's own number as the household record has it. */
const numbered = v.holds(
  v.derived(
    '成员有合格的公民身份号码',
    [of<string | null>('certNo', '成员证件号码', '这名成员的公民身份号码是什么？', (m) => m.certNo), on],
    (number, day) => number !== null && checkCertificate('01', number, day).ok,
  ),
);
const policeName = of<string | null>(
  'policeName',
  '公安户籍姓名',
  '公安户籍中这个号码是谁？',
  (m) => m.policeName,
);
const name = of<string>('name', '成员姓名', '这名成员叫什么名字？', (m) => m.name);
const inPolice = v.not(v.is<string | null>(policeName, v.constant(null, '无')));
const sameName = v.is<string | null>(policeName, name);

const cite = (article: string) => [{ document: 'NM-TL-2016', article }] as const;
export type Outcome =
  | 'MATCHED'
  | 'NAME_DIFF'
  | 'NO_HUKOU_MATCH'
  | 'DECEASED'
  | 'MOVED'
  | 'EMP_ACTIVE'
  | 'DUP_IN_OTHER_HOUSEHOLD';
const outcome = (
  id: string,
  answer: Outcome,
  when: Rule<Case>['when'],
  clause: string,
  say: (member: string) => string,
  severity: 'info' | 'warn' = 'warn',
): Rule<Case, Outcome> => ({
  id,
  answer,
  when,
  cites: cite(answer === 'EMP_ACTIVE' ? '三（三）' : '三（四）'),
  clause,
  finding: { code: answer, severity, say: (e) => say(e.value(name)) },
});

const living = v.not(dead);
const outside = v.all(living, v.not(employee));
const single = v.all(outside, v.not(elsewhere));
const here = v.all(single, v.not(moved));

/** What becomes of one member of a household record. */
export const memberOutcome: Question<Case, Outcome> = {
  id: 'migration.member',
  ask: '户内成员如何处理',
  rules: [
    outcome(
      'R-MIG-02#deceased',
      'DECEASED',
      dead,
      '已死亡的不建立个人记录。',
      (m) => `${m}已死亡，不建立个人记录。`,
      'info',
    ),
    outcome(
      'R-MIG-03',
      'EMP_ACTIVE',
      v.all(living, employee),
      '覆盖职工医保以外的全部居民；参加职工医保的不转入。',
      (m) => `${m}正常参加职工医保，不转入居民医保。`,
      'info',
    ),
    outcome(
      'R-MIG-02#duplicate',
      'DUP_IN_OTHER_HOUSEHOLD',
      v.all(outside, elsewhere),
      '同一人在两户的只保留一条，另一条入户核实。',
      (m) => `${m}已在另一户保留，列入入户调查名单。`,
    ),
    outcome(
      'R-MIG-02#moved',
      'MOVED',
      v.all(single, moved),
      '已迁出的入户核实。',
      (m) => `${m}已迁出，列入入户调查名单。`,
    ),
    outcome(
      'R-MIG-02#noHukou',
      'NO_HUKOU_MATCH',
      v.all(here, v.any(v.not(numbered), v.not(inPolice))),
      '号码不合格或公安户籍中查不到的入户核实。',
      (m) => `${m}的身份号码不合格或公安户籍中查不到，列入入户调查名单。`,
    ),
    outcome(
      'R-MIG-02#name',
      'NAME_DIFF',
      v.all(here, numbered, inPolice, v.not(sameName)),
      '号码相符、姓名不符的入户核实。',
      (m) => `${m}的姓名与公安户籍不符，列入入户调查名单。`,
    ),
    outcome(
      'R-MIG-01',
      'MATCHED',
      v.all(here, numbered, sameName),
      '新农合按户登记，居民医保按人登记；号码和姓名都相符的，建立个人记录。',
      (m) => `${m}与公安户籍相符，建立个人记录。`,
      'info',
    ),
  ],
};

const effective = parameter<string>('mig.effective', { at: latest });
/** R-MIG-05: is the merged scheme in force? */
export const inForce: Question<Case, 'yes' | 'no'> = {
  id: 'migration.inForce',
  ask: '统一制度是否已经施行',
  rules: [
    {
      id: 'R-MIG-05',
      answer: 'yes',
      when: v.notBefore(on, effective),
      cites: cite('三（一）'),
      clause: '统一的城乡居民医保自并轨日起施行。',
    },
    {
      id: 'R-MIG-05#before',
      answer: 'no',
      when: v.before(on, effective),
      cites: cite('三（一）'),
      clause: '并轨以前，城镇居民医保和新农合各按原办法办理。',
      finding: {
        code: 'OLD_RULES_APPLY',
        severity: 'refuse',
        say: (e) => `统一制度自 ${e.value(effective)} 起施行，此前仍按原办法办理，不能按个人记录处理。`,
      },
    },
  ],
};

type Household = NonNullable<Case['facts']['household']>;
const household = <T>(
  name: keyof Household,
  text: string,
  ask: string,
  read: (h: Household) => T | undefined,
) => v.fact<T>(`household.${name}`, text, ask, (c) => read(c.facts.household ?? {}));
export const members = household('members', '户内成员', '这一户有哪些成员？', (h) => h.members);
export const ruralFee = household(
  'ruralFeeFen',
  '原新农合个人标准（分）',
  '原新农合个人缴多少？',
  (h) => h.ruralFeeFen,
);
export const urbanFee = household(
  'urbanFeeFen',
  '原城镇居民个人标准（分）',
  '原城镇居民个人缴多少？',
  (h) => h.urbanFeeFen,
);

/** R-MIG-06: does public money make up a difference? */
export const differenceCovered: Question<Case, 'none' | 'covered'> = {
  id: 'migration.fee',
  ask: '个人标准的差额由谁负担',
  rules: [
    {
      id: 'R-MIG-06#none',
      answer: 'none',
      when: v.atMost(urbanFee, ruralFee),
      cites: cite('三（三）'),
      clause: '原新农合个人标准不低于城镇居民的，没有差额。',
    },
    {
      id: 'R-MIG-06',
      answer: 'covered',
      when: v.less(ruralFee, urbanFee),
      cites: cite('三（三）'),
      clause: '原新农合人员的个人标准不变，与城镇居民的差额由市、旗县两级财政补足。',
      finding: {
        code: 'DIFFERENCE_COVERED',
        severity: 'info',
        say: () => '原新农合人员的个人缴费标准不变，差额由市、旗县两级财政补足。',
      },
    },
  ],
};

const ruralShare = household('ruralShare', '原新农合支付比例', '原新农合支付多少？', (h) => h.ruralShare);
const urbanShare = household('urbanShare', '原城镇居民支付比例', '原城镇居民支付多少？', (h) => h.urbanShare);
const [rural, urban] = [
  v.derived('原新农合支付比例', [ruralShare], Number),
  v.derived('原城镇居民支付比例', [urbanShare], Number),
];
/** R-MIG-08: the better of the two old benefits. */
export const betterBenefit: Question<Case, 'urban' | 'rural'> = {
  id: 'migration.benefit',
  ask: '两种原待遇以哪一种为准',
  rules: [
    {
      id: 'R-MIG-08',
      answer: 'urban',
      when: v.atLeast(urban, rural),
      cites: cite('三（三）'),
      clause: '就高不就低、就宽不就窄，两种原待遇取高的一种。',
      finding: {
        code: 'HIGHER_PREVAILS',
        severity: 'info',
        say: (e) => `按较高的支付比例 ${e.value(urbanShare)} 支付。`,
      },
    },
    {
      id: 'R-MIG-08#rural',
      answer: 'rural',
      when: v.less(urban, rural),
      cites: cite('三（三）'),
      clause: '原新农合待遇较高的，取新农合的。',
      finding: {
        code: 'HIGHER_PREVAILS',
        severity: 'info',
        say: (e) => `按较高的支付比例 ${e.value(ruralShare)} 支付。`,
      },
    },
  ],
};
