import { z } from 'zod';
import { checkCertificate } from '../codes/certificate';
import { checkPhone } from '../codes/phone';
import { labelOf, TABLES } from '../codes/tables/index';
import type { CivilDate } from './civilDate';

/**
 * By what right somebody acts for the person, and where the law names it. Guardian: Civil Code (民法典) art. 23, 27, 28; near
 * relatives: art. 1045; by mandate: art. 163, 165; a unit for its employees: Social Insurance Law (社会保险法) art. 58. Helpers of
 * the villages (代办) are what the local channels of R-GEN-08 are run by.
 */
export const AGENT_RELATIONS = {
  GUARDIAN: {
    label: '监护人（法定代理人）',
    cites: '民法典第二十三条',
    documents: ['HOUSEHOLD_BOOK', 'BIRTH_CERT', 'GUARDIANSHIP', 'OTHER'],
  },
  NEAR_RELATIVE: {
    label: '近亲属',
    cites: '民法典第一千零四十五条',
    documents: ['HOUSEHOLD_BOOK', 'MARRIAGE_CERT', 'MANDATE', 'OTHER'],
  },
  MANDATE: { label: '受托人（委托代理）', cites: '民法典第一百六十五条', documents: ['MANDATE', 'OTHER'] },
  UNIT_CLERK: {
    label: '用人单位经办人',
    cites: '社会保险法第五十八条',
    documents: ['UNIT_LETTER', 'MANDATE', 'OTHER'],
  },
  VILLAGE_HELPER: {
    label: '村（居）协办员',
    cites: '参保服务渠道（代办）',
    documents: ['MANDATE', 'VILLAGE_LETTER', 'OTHER'],
  },
  OTHER: { label: '其他', cites: null, documents: ['MANDATE', 'OTHER'] },
} as const;
export type AgentRelation = keyof typeof AGENT_RELATIONS;

/** What shows that right. */
export const AGENT_DOCUMENTS = {
  HOUSEHOLD_BOOK: '户口簿',
  BIRTH_CERT: '出生医学证明',
  GUARDIANSHIP: '监护证明',
  MARRIAGE_CERT: '结婚证',
  MANDATE: '委托书',
  UNIT_LETTER: '单位介绍信（授权书）',
  VILLAGE_LETTER: '村（居）委员会证明',
  OTHER: '其他凭据',
} as const;
export type AgentDocument = keyof typeof AGENT_DOCUMENTS;

/**
 * Who acts for the person at the counter (代办人). The shape alone: it is read from journals for ever, so what a number or a
 * document has to be is asked where an operation is made and where it arrives (`agentProblems`), never when it is read.
 */
export const Agent = z.strictObject({
  name: z.string().min(1).max(100),
  /** psn_cert_type. */
  certType: z.string().min(1).max(2),
  certNo: z.string().min(1).max(40),
  phone: z.string().min(1).max(30).nullable(),
  relation: z.enum(Object.keys(AGENT_RELATIONS) as [AgentRelation, ...AgentRelation[]]),
  document: z.enum(Object.keys(AGENT_DOCUMENTS) as [AgentDocument, ...AgentDocument[]]),
  /** Number of the document, or what it is where it is none of the list. */
  note: z.string().min(1).max(100).nullable(),
});
export type Agent = z.infer<typeof Agent>;

/** Below it nobody acts by themselves: `不满八周岁` (民法典第二十条). */
export const NO_CAPACITY_BELOW = 8;

export interface AgentAsk {
  /** Business day; null: nobody can say whether a birth lies ahead of it. */
  readonly day: CivilDate | null;
  /** Certificate numbers of the persons the operation is about, as far as they are known. */
  readonly own: readonly (string | null)[];
}

/** What is wrong with an agent, in a clerk's words, by field name; empty: nothing. */
export function agentProblems(agent: Agent, { day, own }: AgentAsk): Partial<Record<keyof Agent, string>> {
  const problems: Partial<Record<keyof Agent, string>> = {};
  if (agent.name !== agent.name.trim()) problems.name = '代办人姓名前后不能有空格。';
  if (!TABLES.certType.some(([code]) => code === agent.certType))
    problems.certType = '请选择代办人的证件类型。';
  else {
    const found = checkCertificate(agent.certType, agent.certNo, day);
    if (!found.ok) problems.certNo = found.text;
    else if (found.normalised !== agent.certNo) problems.certNo = '代办人的证件号码没有按规定格式录入。';
    else if (own.includes(agent.certNo))
      problems.certNo = '这是参保人本人的证件号码；本人办理的不用填代办人。';
  }
  if (agent.phone !== null) {
    const found = checkPhone(agent.phone);
    if (!found.ok) problems.phone = found.text;
    else if (found.normalised !== agent.phone) problems.phone = '代办人的电话没有按规定格式录入。';
  }
  const documents: readonly AgentDocument[] = AGENT_RELATIONS[agent.relation].documents;
  if (!documents.includes(agent.document))
    problems.document = `${AGENT_RELATIONS[agent.relation].label}代办，凭据应为${documents.map((code) => AGENT_DOCUMENTS[code]).join('、')}。`;
  if (agent.document === 'OTHER' && agent.note === null) problems.note = '凭据选“其他凭据”的，请写明是什么。';
  return problems;
}

/** `李四（监护人，凭户口簿）`. */
export const agentWords = (agent: Agent): string =>
  `${agent.name}（${AGENT_RELATIONS[agent.relation].label.replace(/（.*）/, '')}，凭${documentWords(agent)}）`;

/** `委托书 2026-3号`; what was written alone where it is none of the list. */
export const documentWords = ({ document, note }: Agent): string => {
  if (document === 'OTHER') return note ?? AGENT_DOCUMENTS.OTHER;
  return note === null ? AGENT_DOCUMENTS[document] : `${AGENT_DOCUMENTS[document]} ${note}`;
};

export const certTypeWords = ({ certType }: Agent): string => labelOf('certType', certType);
