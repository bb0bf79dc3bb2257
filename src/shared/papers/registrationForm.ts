import { labelOf } from '../codes/tables/index';
import { AGENT_RELATIONS, type Agent, certTypeWords, documentWords } from '../domain/agent';
import type { Household } from '../domain/household';
import type { MatterCode } from '../domain/matter';
import { agentOf, type Operation } from '../domain/operation';
import type { Person } from '../domain/person';
import type { Village } from '../domain/region';
import type { Json } from '../json';
import type { FormField } from '../matters/form';
import { formOf } from '../matters/index';

/** One place of a registration form (参保登记表), named as the matter's form names its field. */
export interface LayoutCell {
  readonly field: string;
  /** Takes the whole line. */
  readonly wide?: boolean;
}

/** A registration form as a declaration: which fields in which order, what is declared, who signs. */
export interface FormLayout {
  readonly title: string;
  readonly sections: readonly { readonly title: string; readonly cells: readonly LayoutCell[] }[];
  readonly declaration: string;
  readonly signatures: readonly string[];
}

const cells = (names: string): LayoutCell[] =>
  names
    .split(' ')
    .map(
      (name): LayoutCell => (name.endsWith('!') ? { field: name.slice(0, -1), wide: true } : { field: name }),
    );
const IDENTITY = cells('name sex certType certNo birthDate nation nationality phone');
const HOUSEHOLD = cells('householdId relation villageCode group address! hukouRegion residencePermit');
const DECLARATION =
  '以上内容由本人（监护人、用人单位）提供并已核对，真实、完整。如有变更，将在规定时间内到医保经办窗口办理变更登记。';

/** The registration forms there are. */
export const FORM_LAYOUTS: Partial<Record<MatterCode, FormLayout>> = {
  RES_REGISTER: {
    title: '城乡居民基本医疗保险参保登记表',
    sections: [
      { title: '参保人', cells: IDENTITY },
      { title: '家庭', cells: HOUSEHOLD },
      { title: '参保', cells: cells('year category school! outsideWindowReason') },
    ],
    declaration: DECLARATION,
    signatures: ['参保人（代办人）签名', '与参保人关系', '经办人', '受理日期'],
  },
  NEWBORN_REGISTER: {
    title: '新生儿基本医疗保险参保登记表',
    sections: [
      {
        title: '新生儿',
        cells: [...IDENTITY.filter(({ field }) => field !== 'phone'), { field: 'birthCertNo' }],
      },
      { title: '监护人', cells: cells('guardianName phone') },
      { title: '家庭', cells: HOUSEHOLD },
      { title: '参保', cells: cells('year underParentName') },
    ],
    declaration: DECLARATION,
    signatures: ['监护人签名', '与新生儿关系', '经办人', '受理日期'],
  },
  EMP_REGISTER: {
    title: '职工基本医疗保险参保登记表',
    sections: [
      { title: '用人单位', cells: cells('empNo! hireDate firstPeriod') },
      { title: '职工', cells: IDENTITY },
      { title: '家庭', cells: HOUSEHOLD },
    ],
    declaration: DECLARATION,
    signatures: ['职工签名', '用人单位（盖章）', '经办人', '受理日期'],
  },
};

/** One filled place. `text` empty: to be written by hand. */
export interface FormCell {
  readonly field: string;
  readonly label: string;
  readonly text: string;
  readonly wide: boolean;
}

export interface FormContent {
  readonly title: string;
  readonly sections: readonly { readonly title: string; readonly cells: readonly FormCell[] }[];
  readonly declaration: string;
  readonly signatures: readonly string[];
  /** What is printed at a signature's place instead of being written by hand, by its label. */
  readonly signed?: Readonly<Record<string, string>>;
}

/** What a form's values name, as this desk sees it. */
export interface FormRecords {
  person(id: string): Person | null;
  household(id: string): Household | null;
  village(code: string): Village | null;
  /** The unit's name. */
  unit(empNo: string): string | null;
}

/** The registration form of an accepted operation, from its body and the record; null where the matter has none. */
export function registrationForm(operation: Operation, records: FormRecords): FormContent | null {
  const layout = FORM_LAYOUTS[operation.matter];
  if (layout === undefined) return null;
  const { body } = operation;
  const person = typeof body.personId === 'string' ? records.person(body.personId) : null;
  const household = records.household(String(body.householdId ?? person?.householdId ?? ''));
  const valueAt = (name: string): Json => {
    const typed = body[name] ?? null;
    if (typed !== null) return typed;
    if (name === 'address') return household?.address ?? null;
    return person !== null && Object.hasOwn(person, name)
      ? ((person as unknown as Record<string, Json>)[name] ?? null)
      : null;
  };
  const fields = formOf(operation.matter).fields;
  const cellOf = ({ field: name, wide = false }: LayoutCell): FormCell[] => {
    const field = fields.find((one) => one.name === name);
    if (field === undefined)
      throw new Error(`the layout of ${operation.matter} names no field of its form: ${name}`);
    const value = valueAt(name);
    // What the matter did not ask this time is no gap to be filled in by hand.
    if (value === null && field.optional !== true && field.show?.(body) === false) return [];
    return [
      { field: name, label: field.label, text: words(field, value, valueAt('villageCode'), records), wide },
    ];
  };
  const sections = layout.sections.map(({ title, cells: places }) => ({
    title,
    cells: places.flatMap(cellOf),
  }));
  const agent = agentOf(operation);
  if (agent === null) return { ...layout, sections };
  const relation = layout.signatures.find((label) => label.startsWith('与'));
  return {
    ...layout,
    sections: [...sections, { title: '代办人', cells: agentCells(agent) }],
    ...(relation === undefined ? {} : { signed: { [relation]: AGENT_RELATIONS[agent.relation].label } }),
  };
}

/** Who acted, by what right and on what document. */
const agentCells = (agent: Agent): FormCell[] =>
  [
    { field: 'agentName', label: '代办人姓名', text: agent.name },
    { field: 'agentRelation', label: '代办身份', text: AGENT_RELATIONS[agent.relation].label },
    { field: 'agentCertNo', label: certTypeWords(agent), text: agent.certNo },
    { field: 'agentPhone', label: '代办人电话', text: agent.phone ?? '' },
    { field: 'agentDocument', label: '代办凭据', text: documentWords(agent), wide: true },
  ].map((cell) => ({ wide: false, ...cell }));

function words(field: FormField, value: Json, villageCode: Json, records: FormRecords): string {
  if (value === null || value === '') return '';
  const text = String(value);
  switch (field.kind) {
    case 'switch':
      return value === true ? '是' : '否';
    case 'year':
      return `${text} 年度`;
    case 'select':
      return field.table
        ? labelOf(field.table, text)
        : (field.options?.find((o) => o.value === text)?.label ?? text);
    case 'village': {
      const village = records.village(text);
      return village ? `${village.townName}${village.name}` : text;
    }
    case 'group':
      return records.village(String(villageCode))?.groups[Number(value) - 1] ?? `第 ${text} 组`;
    case 'unit': {
      const name = records.unit(text);
      return name === null ? text : `${name}（${text}）`;
    }
    case 'person':
      return records.person(text)?.name ?? text;
    default:
      return text;
  }
}
