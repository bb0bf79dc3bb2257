import { maskCertNo } from '#shared/codes/masking';
import { formatFen } from '#shared/domain/money';
import type { Answer } from '#shared/rules/answer';
import type { Case, RelationFact } from '#shared/rules/case';
import { CASE_MATTERS } from '#shared/rules/matters';
import { type OneTimeNotice, oneTimeNotice } from '#shared/rules/notice';
import { fullWidth } from '../fullWidth';
import { longMoment } from '../moments';
import { paramWords } from '../paramWords';
import { regionWords } from '../regionWords';
import { SCHEME_WORDS, STATUS_WORDS } from '../words';
import { UNEXPLAINED, wayLines, waysOut } from './evidenceText';

/** What a notice is made of: the case, its answer, and what only the counter knows. */
export interface NoticeAsk {
  readonly subject: Case;
  readonly answer: Answer;
  /** Where to come back to. */
  readonly office: string;
  readonly clerk: string;
  /** Codes of the materials that were seen already. */
  readonly seen: readonly string[];
  /** True: tried for the sake of the rules, nobody's matter. */
  readonly trial?: boolean;
  /** False: the answer was given on facts that are not in the case (by the platform). */
  readonly explained?: boolean;
}

/** The notice as it is read and printed: every line a sentence for the person at the counter. */
export interface Sheet {
  readonly head: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly foot: string;
}

export const SHEET_TITLE = '一次性告知书';

/**
 * The right to complain and the way to a remedy: 社会保险法 (Social Insurance Law, in force since 2011-07-01), articles 82
 * and 83; 12393 is the insurance administration's national line.
 */
const RIGHTS = [
  '对窗口的服务或者这份告知有意见的，可以向当地医疗保障经办机构、医疗保障行政部门投诉、举报（《社会保险法》第八十二条），也可以拨打医疗保障服务热线 12393。',
  '认为不予办理、不予登记侵害自己权益的，可以依法申请行政复议或者提起行政诉讼（《社会保险法》第八十三条）。',
];

export function sheetOf(ask: NoticeAsk): Sheet {
  const { subject, answer, office, clerk } = ask;
  const notice = oneTimeNotice(subject, answer);
  const { name, certNo } = subject.facts.person ?? {};
  const sections = [
    {
      title: '办理结论',
      lines: [notice.summary, ...notice.refusals, ...notice.warnings, ...notice.information],
    },
    { title: '缺什么可以改变结论', lines: notice.decision === 'REFUSE' ? changeLines(ask) : [] },
    { title: '需要说明或者证明的情况', lines: notice.missing.facts.map((fact) => fact.question) },
    { title: '需要带来的材料', lines: materialLines(notice, ask) },
    { title: '到哪里办理', lines: [`${office}。外地的凭证由当地参保机构出具。`] },
    { title: '什么时候以前', lines: limitLines(notice) },
    { title: '相关日期', lines: dateLines(notice) },
    { title: '需要缴纳的费用', lines: amountLines(notice) },
    { title: '办成以后', lines: notice.effects.map((effect) => effect.text) },
    { title: '依据', lines: notice.saidIn.map((said) => `${said.title} ${said.article}`) },
    { title: '窗口看到的资料', lines: dataLines(notice, subject) },
    { title: '有不同意见怎么办', lines: RIGHTS },
  ];
  return {
    head: [
      {
        label: '告知事项',
        value: `${CASE_MATTERS[subject.matter].label}${ask.trial ? '（试算，不作办理依据）' : ''}`,
      },
      { label: '姓名', value: name ?? '（未登记）' },
      { label: '证件号码', value: certNo ? maskCertNo(certNo) : '（没有号码）' },
      { label: '办理日期', value: notice.on },
      { label: '告知窗口', value: office },
      { label: '经办人', value: clerk },
    ],
    sections: sections
      .filter(({ lines }) => lines.length > 0)
      .map(({ title, lines }) => ({ title, lines: lines.map(fullWidth) })),
    foot: `规则库 ${notice.book}`,
  };
}

const changeLines = ({ subject, explained }: NoticeAsk): string[] =>
  explained === false ? [UNEXPLAINED] : wayLines(waysOut(subject));

function materialLines({ decision, missing }: OneTimeNotice, { seen }: NoticeAsk): string[] {
  if (decision === 'NEEDS_PARAM') {
    const names = missing.parameters.map((p) => `“${paramWords(p.param)}”`).join('、');
    return [`不用再补材料。还缺政策标准 ${names}，由医疗保障部门公布或者加载后再来办理。`];
  }
  if (decision === 'REFUSE') return [];
  const lacking = missing.materials.filter(({ code }) => !seen.includes(code));
  const received = missing.materials.filter(({ code }) => seen.includes(code));
  return [
    ...lacking.map(({ label }) => label),
    ...(lacking.length === 0 ? ['不用再带材料。'] : []),
    ...(received.length === 0 ? [] : [`窗口已经收到：${received.map(({ label }) => label).join('、')}。`]),
  ];
}

/** Names of dates by which the person has to act; the others tell when something begins or ends by itself. */
const LIMITS = new Set(['lastDay', 'newbornLastDay', 'dueOn', 'retroLimit']);

function limitLines({ deadlines, on }: OneTimeNotice): string[] {
  const limits = deadlines.filter(({ name }) => LIMITS.has(name));
  if (limits.length === 0) return ['这次没有算出截止日期；情况和材料齐了就可以来，请不要拖到缴费期之后。'];
  return limits.map(({ label, date }) => `${label}：${date}${date < on ? '（已过）' : ''}`);
}

const dateLines = ({ deadlines }: OneTimeNotice): string[] =>
  deadlines.filter(({ name }) => !LIMITS.has(name)).map(({ label, date }) => `${label}：${date}`);

const amountLines = ({ amounts, decision }: OneTimeNotice): string[] =>
  decision === 'REFUSE'
    ? []
    : amounts.map(({ label, fen, how }) => `${label}：${fen === null ? how : formatFen(fen)}`);

const relationLine = ({ scheme, region, status, from, statusFrom }: RelationFact, home: string): string => {
  const since = statusFrom ?? from;
  const place = region === home ? '本地' : regionWords(region);
  return `${place}${SCHEME_WORDS[scheme]}：${STATUS_WORDS[status]}${since ? `（${since} 起）` : ''}`;
};

/** What the records said, how old they are, and what to do where they are wrong. */
function dataLines({ factsAsOf, provisional }: OneTimeNotice, { facts, region }: Case): string[] {
  const age = factsAsOf === null ? [] : [`平台资料截至 ${longMoment(factsAsOf)}。`];
  const relations =
    facts.relations === undefined
      ? ['参保关系：不知道，要向平台查询。']
      : facts.relations.length === 0
        ? ['参保关系：没有记录。']
        : facts.relations.map((r) => relationLine(r, region));
  const sure = provisional ? ['用到了要由平台确认的资料，最后以平台复核为准。'] : [];
  return [...age, ...relations, ...sure, '与实际不符的，请当场提出，或者带凭证来更正。'];
}

/** The sheet as plain text, to be pasted into a message. */
export function sheetText({ head, sections, foot }: Sheet): string {
  const parts = [
    SHEET_TITLE,
    head.map(({ label, value }) => `${label}：${value}`).join('\n'),
    ...sections.map(({ title, lines }, i) =>
      [`${i + 1}. ${title}`, ...lines.map((line) => (lines.length > 1 ? `· ${line}` : line))].join('\n'),
    ),
    foot,
  ];
  return `${parts.join('\n\n')}\n`;
}
