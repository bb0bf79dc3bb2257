import { checkCertificate } from '../../../codes/certificate';
import { checkUscc } from '../../../codes/uscc';
import type { Case } from '../../case';
import type { Evaluation } from '../../kernel/evaluate';
import type { Question } from '../../kernel/rule';
import { on, parameter, personOf, v } from '../facts';

// 规程第七条: which number identifies whom (R-ID-01 to R-ID-06).

const JL = 'JL-11-2022';

export const certType = v.fact<string | null>('person.certType', '证件类型', '持什么证件？', (c) =>
  personOf(c).certType === '99' ? null : personOf(c).certType,
);
const certNo = v.fact<string | null>('person.certNo', '证件号码', '证件号码是多少？', (c) =>
  personOf(c).certType === '99' || personOf(c).certType === null ? null : personOf(c).certNo,
);
const hasDocument = v.derived('持有证件', [certType, certNo], (type, no) => type !== null && no !== null);
/** What the number says; null without a document. */
const check = v.derived('证件号码核对', [certType, certNo, on], (type, no, day) =>
  type === null || no === null ? null : checkCertificate(type, no, day),
);
const numberOk = v.derived('证件号码合乎该证件的编码规则', [check], (c) => c === null || c.ok);

const ofType = (text: string, ...types: string[]) =>
  v.holds(v.derived(text, [certType], (type) => type !== null && types.includes(type)));
const isCitizen = ofType('证件是居民身份证', '01');
const isHongKongMacauTaiwan = ofType('证件是港澳通行证或港澳台居民居住证', '04', '05', '17');
const isForeign = ofType('证件是外国护照或外国人永久居留身份证', '07', '08');

const problem = (e: Evaluation<Case>) => {
  const found = e.value(check);
  return found === null || found.ok ? null : found;
};
const badNumber = {
  code: (e: Evaluation<Case>) => problem(e)?.code ?? 'ID_INVALID',
  severity: 'refuse' as const,
  say: (e: Evaluation<Case>) => problem(e)?.text ?? '证件号码不合编码规则。',
};

/** R-ID-01, 02, 03, 05: is this a document and a number that may identify the person? */
export const identityNumber: Question<Case, 'accepted' | 'refused'> = {
  id: 'identity.number',
  ask: '证件号码能否作为参保识别码',
  rules: [
    {
      id: 'R-ID-01#accepted',
      answer: 'accepted',
      when: v.always,
      cites: [{ document: JL, article: '第七条第一项' }],
      clause: '以法定证件号码为参保识别码。',
    },
    {
      id: 'R-ID-01',
      answer: 'refused',
      exceptionTo: 'R-ID-01#accepted',
      when: v.all(isCitizen, v.not(v.holds(numberOk))),
      cites: [{ document: JL, article: '第七条第一项' }],
      clause: '内地居民的识别码是 18 位公民身份号码，校验位、出生日期、地区码都须成立；15 位旧号不再有效。',
      finding: badNumber,
    },
    {
      id: 'R-ID-02',
      answer: 'refused',
      exceptionTo: 'R-ID-01#accepted',
      when: v.all(isHongKongMacauTaiwan, v.not(v.holds(numberOk))),
      cites: [{ document: JL, article: '第七条第二项' }],
      clause: '港澳台人员用来往内地通行证或居住证号码。',
      finding: badNumber,
    },
    {
      id: 'R-ID-02#taiwan',
      answer: 'refused',
      exceptionTo: 'R-ID-01#accepted',
      when: v.all(
        ofType('证件是台湾居民来往大陆通行证', '06'),
        v.holds(hasDocument),
        v.not(v.holds(parameter<boolean>('id.acceptTaiwanTravelPermit'))),
      ),
      cites: [{ document: JL, article: '第七条第二项' }],
      clause: '第七条第二项没有列出台胞证，默认不受理。',
      finding: {
        code: 'ID_KIND_NOT_ACCEPTED',
        severity: 'refuse',
        say: () => '台胞证不在可用证件之列，请改用港澳台居民居住证办理。',
      },
    },
    {
      id: 'R-ID-03',
      answer: 'refused',
      exceptionTo: 'R-ID-01#accepted',
      when: v.all(isForeign, v.not(v.holds(numberOk))),
      cites: [{ document: JL, article: '第七条第三项' }],
      clause: '外国人用护照或永久居留身份证号码。',
      finding: badNumber,
    },
    {
      id: 'R-ID-03#kind',
      answer: 'refused',
      exceptionTo: 'R-ID-01#accepted',
      when: v.all(
        v.holds(hasDocument),
        v.not(ofType('证件属于第七条所列各类', '01', '04', '05', '06', '07', '08', '17')),
      ),
      cites: [{ document: JL, article: '第七条第一项' }],
      clause: '第七条没有列出的证件不能作参保识别码。',
      finding: {
        code: 'ID_KIND_NOT_ACCEPTED',
        severity: 'refuse',
        say: () => '这类证件不能作参保识别码，内地居民请用居民身份证办理。',
      },
    },
    {
      id: 'R-ID-05',
      answer: 'accepted',
      when: v.not(v.holds(hasDocument)),
      cites: [{ document: JL, article: '第七条第五项' }],
      clause: '没有法定证件的，识别码由平台按省级规则生成，不得由他人号码推出。',
      finding: {
        code: 'NO_DOCUMENT',
        severity: 'info',
        say: () => '本人没有法定证件号码，先用临时编号登记，参保识别码由平台生成后回传。',
      },
    },
  ],
};

const numberTells = v.derived('证件号码所载出生日期和性别', [check], (c) => (c?.ok ? c : null));
const entered = v.fact('person.entered', '录入的出生日期和性别', '出生日期和性别是什么？', (c) => {
  const { birthDate, sex } = personOf(c);
  return { birthDate: birthDate ?? null, sex: sex === '1' || sex === '2' ? sex : null };
});
const mismatch = v.derived('录入的出生日期或性别与证件号码不一致', [numberTells, entered], (tells, typed) => {
  if (tells === null) return false;
  const differs = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;
  return differs(tells.birthDate, typed.birthDate) || differs(tells.sex, typed.sex);
});

/** R-ID-01: do the entered birth date and sex agree with the number? */
export const identityMatch: Question<Case, 'same' | 'different'> = {
  id: 'identity.match',
  ask: '录入信息与证件号码是否一致',
  rules: [
    {
      id: 'R-ID-01#same',
      answer: 'same',
      when: v.always,
      cites: [{ document: JL, article: '第七条第一项' }],
      clause: '出生日期和性别以证件号码为准。',
    },
    {
      id: 'R-ID-01#mismatch',
      answer: 'different',
      exceptionTo: 'R-ID-01#same',
      when: v.holds(mismatch),
      cites: [{ document: JL, article: '第七条第一项' }],
      clause: '录入的出生日期、性别须与证件号码所载一致。',
      finding: {
        code: 'ID_MISMATCH',
        severity: 'refuse',
        say: (e) => {
          const tells = e.value(numberTells);
          const sex = tells?.sex === '1' ? '男' : '女';
          return `录入的出生日期或性别与证件号码不一致：号码显示 ${tells?.birthDate ?? '?'} 出生，${sex}。请按证件核对。`;
        },
      },
    },
  ],
};

const sameNumber = v.fact<readonly string[]>(
  'sameNumber',
  '同号的其他人员',
  '平台上有没有同一证件号码的其他人员？',
  (c) => c.facts.sameNumber,
  true,
);
const samePerson = v.fact<readonly string[]>(
  'samePerson',
  '同名同生日同性别的其他人员',
  '平台上有没有姓名、出生日期、性别都相同的人员？',
  (c) => c.facts.samePerson,
  true,
);
/** Where nobody has searched, the search is the platform's. */
const sameNumberFound = v.all(
  v.known(sameNumber),
  v.holds(v.derived('另有人员用同一证件号码', [sameNumber], (ids) => ids.length > 0)),
);
const samePersonFound = v.derived(
  '另有姓名、出生日期、性别相同的人员',
  [samePerson],
  (ids) => ids.length > 0,
);

/** R-ID-06: is the code somebody else's already, or the person here already under another document? */
export const identityUnique: Question<Case, 'unique' | 'taken' | 'doubtful'> = {
  id: 'identity.unique',
  ask: '识别码是否唯一',
  rules: [
    {
      id: 'R-ID-06#unique',
      answer: 'unique',
      when: v.always,
      cites: [{ document: JL, article: '第七条第一项' }],
      clause: '一个识别码对应一个人。',
    },
    {
      id: 'R-ID-06',
      answer: 'taken',
      exceptionTo: 'R-ID-06#unique',
      when: v.all(v.holds(hasDocument), sameNumberFound),
      cites: [{ document: JL, article: '第七条第一项' }],
      clause: '识别码已登记在他人名下的，不能再登记。',
      finding: {
        code: 'ID_DUPLICATE_PERSON',
        severity: 'refuse',
        say: (e) =>
          `这个证件号码已登记在另一人名下（人员编号 ${e.value(sameNumber).join('、')}），请先核实是否同一人；同一人的办理信息变更，不新建人员。`,
      },
    },
    {
      id: 'R-ID-06#doubt',
      answer: 'doubtful',
      exceptionTo: 'R-ID-06#unique',
      when: v.all(v.not(isCitizen), v.holds(hasDocument), v.holds(samePersonFound), v.not(sameNumberFound)),
      cites: [{ document: JL, article: '第七条第二项' }],
      clause: '境外人员可能持两种证件，姓名、出生日期、性别相同的须核对是否同一人。',
      finding: {
        code: 'POSSIBLE_SAME_PERSON',
        severity: 'warn',
        say: () => '平台上有姓名、出生日期、性别都相同的人员，可能是同一人换了证件。是同一人的请办信息变更。',
      },
    },
  ],
};

const uscc = v.fact<string>(
  'request.uscc',
  '统一社会信用代码',
  '单位的统一社会信用代码是多少？',
  (c) => c.request.uscc,
);
const usccCheck = v.derived('统一社会信用代码核对', [uscc], (text) => checkUscc(text));
const usccOk = v.derived('统一社会信用代码合乎编码规则', [usccCheck], (c) => c.ok);

/** R-ID-04: is this a unit's code? */
export const unitCode: Question<Case, 'accepted' | 'refused'> = {
  id: 'identity.unit',
  ask: '统一社会信用代码能否作为单位识别码',
  rules: [
    {
      id: 'R-ID-04#accepted',
      answer: 'accepted',
      when: v.always,
      cites: [{ document: JL, article: '第七条第四项' }],
      clause: '单位以统一社会信用代码为唯一识别码。',
    },
    {
      id: 'R-ID-04',
      answer: 'refused',
      exceptionTo: 'R-ID-04#accepted',
      when: v.not(v.holds(usccOk)),
      cites: [{ document: JL, article: '第七条第四项' }],
      clause: '代码须为 18 位且校验位成立。',
      finding: {
        code: 'ID_INVALID',
        severity: 'refuse',
        say: (e) => {
          const found = e.value(usccCheck);
          return found.ok ? '' : found.text;
        },
      },
    },
  ],
};

/** What the accepted number tells, for the form: normalised number, birth date and sex; null while it is not accepted. */
export const certificateTells = numberTells;
