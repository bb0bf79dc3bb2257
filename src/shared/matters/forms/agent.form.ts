import {
  AGENT_DOCUMENTS,
  AGENT_RELATIONS,
  Agent,
  type AgentAsk,
  type AgentDocument,
  type AgentRelation,
  agentProblems,
  NO_CAPACITY_BELOW,
} from '../../domain/agent';
import { ageOn, type CivilDate, isCivilDate } from '../../domain/civilDate';
import { err, ok, type Result } from '../../result';
import type { Fields, FormField, Option } from '../form';
import { findPerson } from '../lookup';
import type { Records } from '../matter';
import { type Problems, tidied } from '../readFields';

const SECTION = '代办人';
const options = <C extends string>(codes: readonly C[], label: (code: C) => string): Option[] =>
  codes.map((value) => ({ value, label: label(value) }));

const relationOf = (fields: Fields): AgentRelation | null =>
  typeof fields.agentRelation === 'string' && Object.hasOwn(AGENT_RELATIONS, fields.agentRelation)
    ? (fields.agentRelation as AgentRelation)
    : null;

/** The section 代办人, the same for every matter. The names are its own, for it stands on one page with the matter's form. */
export const AGENT_FIELDS: readonly FormField[] = [
  {
    name: 'agentId',
    label: '代办人（档案中）',
    kind: 'person',
    section: SECTION,
    optional: true,
    hint: '选中后带出姓名、证件和电话；不在档案中的直接填写',
  },
  {
    name: 'agentRelation',
    label: '以什么身份代办',
    kind: 'select',
    section: SECTION,
    options: options(
      Object.keys(AGENT_RELATIONS) as AgentRelation[],
      (code) =>
        AGENT_RELATIONS[code].label +
        (AGENT_RELATIONS[code].cites ? ` · ${AGENT_RELATIONS[code].cites}` : ''),
    ),
  },
  { name: 'agentName', label: '代办人姓名', kind: 'text', section: SECTION },
  {
    name: 'agentCertType',
    label: '代办人证件类型',
    kind: 'select',
    table: 'certType',
    first: ['01', '17', '04', '07', '08'],
    section: SECTION,
  },
  { name: 'agentCertNo', label: '代办人证件号码', kind: 'certNo', section: SECTION },
  { name: 'agentPhone', label: '代办人电话', kind: 'phone', section: SECTION, optional: true },
  {
    name: 'agentDocument',
    label: '代办凭据',
    kind: 'select',
    section: SECTION,
    choices: (fields) => {
      const relation = relationOf(fields);
      const codes = Object.keys(AGENT_DOCUMENTS) as AgentDocument[];
      return options(
        relation === null ? codes : AGENT_RELATIONS[relation].documents,
        (code) => AGENT_DOCUMENTS[code],
      );
    },
  },
  {
    name: 'agentNote',
    label: '凭据号码或说明',
    kind: 'text',
    section: SECTION,
    optional: true,
    hint: '凭据选“其他凭据”的必填',
  },
];

/** Field of the form → member of the agent. */
const MEMBERS = {
  agentName: 'name',
  agentCertType: 'certType',
  agentCertNo: 'certNo',
  agentPhone: 'phone',
  agentRelation: 'relation',
  agentDocument: 'document',
  agentNote: 'note',
} as const satisfies Record<string, keyof Agent>;
type AgentField = keyof typeof MEMBERS;
const NAMES = Object.keys(MEMBERS) as AgentField[];

const EMPTY: Record<AgentField, string> = {
  agentName: '请填写代办人姓名。',
  agentCertType: '请选择代办人的证件类型。',
  agentCertNo: '请填写代办人的证件号码。',
  agentPhone: '',
  agentRelation: '请选择代办人以什么身份代办。',
  agentDocument: '请选择代办凭据。',
  agentNote: '',
};

/** The agent as typed, or what is wrong by field of the form. */
export function readAgent(fields: Fields, ask: AgentAsk): Result<Agent, Problems> {
  const read = tidied(AGENT_FIELDS, fields, String(fields.agentCertType ?? '01'));
  const problems: Record<string, string> = {};
  for (const name of NAMES) if (read[name] === null && EMPTY[name] !== '') problems[name] = EMPTY[name];
  const parsed = Agent.safeParse(
    Object.fromEntries(NAMES.map((name) => [MEMBERS[name], read[name] ?? null])),
  );
  if (parsed.success) {
    const wrong = agentProblems(parsed.data, ask);
    for (const name of NAMES) {
      const text = wrong[MEMBERS[name]];
      if (text !== undefined) problems[name] = text;
    }
  } else {
    for (const { path } of parsed.error.issues) {
      const name = NAMES.find((one) => MEMBERS[one] === path[0]);
      if (name !== undefined) problems[name] ??= '内容过长或格式不对，请改正。';
    }
  }
  return parsed.success && Object.keys(problems).length === 0 ? ok(parsed.data) : err(problems);
}

/** The fields of the section for an agent who is known, for 改后重办 and for the next of the same household. */
export const agentFields = (agent: Agent): Fields => ({
  agentId: null,
  ...Object.fromEntries(NAMES.map((name) => [name, agent[MEMBERS[name]]])),
});

/** An empty section; of a newborn's registration with the guardian whom its form names (R-NB-01). */
export function agentInitial(matter: Fields, records: Records): Fields {
  const blank: Fields = {
    agentId: null,
    ...Object.fromEntries(NAMES.map((name) => [name, null])),
    agentCertType: '01',
  };
  const { guardianId, guardianName, phone } = matter;
  if (typeof guardianName !== 'string' || guardianName === '') return blank;
  const known = { ...blank, agentRelation: 'GUARDIAN', agentName: guardianName, agentPhone: phone ?? null };
  return typeof guardianId === 'string'
    ? prefillAgent({ ...known, agentId: guardianId }, 'agentId', records)
    : known;
}

/** The fields after one was entered: somebody on file brings name, document and telephone. */
export function prefillAgent(fields: Fields, changed: string, records: Records): Fields {
  if (changed === 'agentRelation') {
    const relation = relationOf(fields);
    const [document, ...others] = relation === null ? [] : AGENT_RELATIONS[relation].documents;
    const fits =
      relation !== null &&
      (AGENT_RELATIONS[relation].documents as readonly unknown[]).includes(fields.agentDocument);
    if (fits || document === undefined) return fields;
    return { ...fields, agentDocument: others.length === 1 ? document : null };
  }
  if (changed !== 'agentId' || typeof fields.agentId !== 'string') return fields;
  const person = findPerson(records, fields.agentId);
  if (person === null) return fields;
  return {
    ...fields,
    agentName: person.name,
    agentCertType: person.certNo === null ? '01' : person.certType,
    agentCertNo: person.certNo,
    agentPhone: person.phone,
  };
}

/**
 * What the counter reminds of where nobody acts for somebody who cannot act alone; null otherwise. A reminder, no more: of who has
 * to appear the regulations of the scheme say nothing, so nothing is refused.
 */
export function agentAdvice(birthDate: string | null, day: CivilDate): string | null {
  if (birthDate === null || !isCivilDate(birthDate) || birthDate > day) return null;
  return ageOn(birthDate, day) < NO_CAPACITY_BELOW
    ? '参保人不满八周岁，由法定代理人代为办理（民法典第二十条）。来办理的是监护人的，请填代办人。'
    : null;
}
