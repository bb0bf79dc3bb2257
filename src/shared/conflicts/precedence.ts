/**
 * Whose word counts for what, where two sides say different things of one field: a table with a source for every line, so
 * that a recommendation can be explained to the person at the counter and disputed by the county.
 */

/** Where a value comes from, as far as the record of the change tells. */
export type ValueSource = 'tax' | 'police' | 'civil' | 'county' | 'thisDesk' | 'otherDesk' | 'before';

export const SOURCE_LABELS: Readonly<Record<ValueSource, string>> = {
  tax: '税务回传',
  police: '公安户籍',
  civil: '民政部门',
  county: '县级经办机构',
  thisDesk: '本窗口较早的办理',
  otherDesk: '其他窗口',
  before: '平台原有资料',
};

/** How a source is recognised in what the platform names as the author of a change; the first that fits. */
const SIGNS: readonly (readonly [ValueSource, RegExp])[] = [
  ['tax', /税务/],
  ['police', /公安|户籍|派出所/],
  ['civil', /民政|殡葬/],
  ['county', /^(?:县|市|省).*(?:经办|医保|中心|局)|经办机构|医保中心|医疗保障/],
];

/** The author of a change as it stands in a Chinese text: older records have half-width brackets. */
export const authorText = (changedBy: string): string => changedBy.replace(/\(/g, '（').replace(/\)/g, '）');

/** The source of the platform's value; `deskName` is this desk's own name, as the platform puts it before its clerk's. */
export function sourceOf(changedBy: string | null, deskName: string | null): ValueSource {
  if (changedBy === null || changedBy.trim() === '') return 'before';
  if (deskName !== null && deskName !== '' && authorText(changedBy).startsWith(`${deskName}（`))
    return 'thisDesk';
  return SIGNS.find(([, sign]) => sign.test(changedBy))?.[0] ?? 'otherDesk';
}

/** One line of the table. */
export interface Precedence {
  readonly fields: readonly string[];
  /** Whose word comes before what was said at this desk's counter, the first of them most. */
  readonly before: readonly ValueSource[];
  /** In a clerk's words, to stand behind 因为. */
  readonly why: string;
  /** Registered document and article; null where no text at hand says it and the county is to confirm it. */
  readonly source: { readonly document: string; readonly article: string } | null;
}

export const PRECEDENCE: readonly Precedence[] = [
  {
    fields: ['certType', 'certNo'],
    before: ['police', 'county'],
    why: '证件号码是唯一参保识别码，以公安户籍登记为准，其次是县级经办机构核过的',
    source: { document: 'JL-11-2022', article: '第七条第一项' },
  },
  {
    fields: ['name', 'sex', 'birthDate', 'nation', 'nationality', 'hukouRegion'],
    before: ['police', 'county'],
    why: '身份信息以公安户籍登记为准，其次是县级经办机构核过的',
    source: { document: 'JL-11-2022', article: '第二十五条' },
  },
  {
    fields: ['survival', 'deathDate'],
    before: ['police', 'civil', 'county'],
    why: '生存状态以公安和民政部门的反馈为准',
    source: { document: 'JL-11-2022', article: '第二十八条' },
  },
  {
    fields: ['res.payment', 'emp.payment', 'refunds', 'backpays', 'waitRepairs'],
    before: ['tax', 'county', 'otherDesk', 'before', 'thisDesk'],
    why: '是否缴费只以税务回传为准，足额到账才是实缴',
    source: { document: 'JL-11-2022', article: '第九条' },
  },
  {
    fields: [
      'res.status',
      'res.statusFrom',
      'res.empNo',
      'emp.status',
      'emp.statusFrom',
      'emp.empNo',
      'emp.mode',
      'transfers',
      'duplicates',
      'elsewhere',
    ],
    before: ['county', 'otherDesk'],
    why: '参保关系以先在平台登记生效的为准，要改须在它之上另办',
    source: { document: 'JL-11-2022', article: '第八条第一项' },
  },
  {
    fields: ['identities'],
    before: ['civil', 'county'],
    why: '特殊身份按税务、民政等部门反馈录入，以部门反馈为准',
    source: { document: 'JL-11-2022', article: '第十四条' },
  },
  {
    fields: ['retirement'],
    before: ['county'],
    why: '医保退休由经办机构按缴费年限审定，以县级经办机构核过的为准',
    source: { document: 'JL-11-2022', article: '第二十七条' },
  },
  {
    fields: ['benefitClass'],
    before: ['county'],
    why: '待遇类别以县级经办机构按批准文件调整的为准',
    source: { document: 'JL-11-2022', article: '第二十六条' },
  },
  {
    fields: ['account', 'mutualAid'],
    before: ['county', 'otherDesk', 'before', 'thisDesk'],
    why: '个人账户里只有一笔钱，先在平台用掉、预留或支取的算数，要再办须以现在的余额为准',
    source: { document: 'JL-11-2022', article: '第二十一条' },
  },
  {
    fields: ['phone'],
    before: [],
    why: '联系电话以最近一次更新的为准',
    source: null,
  },
  {
    fields: ['residencePermit'],
    before: ['police', 'county'],
    why: '居住证以公安签发的为准',
    source: null,
  },
  {
    fields: ['villageCode', 'group', 'householdId', 'relation', 'schooling', 'headPersonId', 'status'],
    before: ['police', 'civil', 'county'],
    why: '户籍、家庭和单位情况以公安、民政和县级经办机构核过的为准，其次看哪一边更新',
    source: null,
  },
];

/** The line for a field; `res.payment.2027` is found as `res.payment`, `emp.payment.2026-12` as `emp.payment`. Null: no line speaks of it. */
export function precedenceOf(field: string): Precedence | null {
  const name = field.replace(/\.\d{4}(-\d{2})?$/, '');
  return PRECEDENCE.find(({ fields }) => fields.includes(name)) ?? null;
}
