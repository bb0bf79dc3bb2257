import { addToMonth, monthOf } from '../../domain/civilDate';
import { UNIT_END_REASONS, type UnitEndReason } from '../../domain/unit';
import type { Json } from '../../json';
import type { FormField, MatterForm } from '../form';
import { findUnit } from '../lookup';
import { WITH_SUCCESSOR } from '../unitDissolve';
import { UNIT_DETAIL_NAMES } from '../unitFields';

const UNIT: FormField = { name: 'empNo', label: '单位', kind: 'unit', section: '单位' };

const DETAILS: readonly FormField[] = [
  { name: 'name', label: '单位名称', kind: 'text', section: '登记事项' },
  {
    name: 'uscc',
    label: '统一社会信用代码',
    kind: 'text',
    isCode: true,
    section: '登记事项',
    optional: true,
    hint: '没有代码的留空，由平台编号',
  },
  { name: 'villageCode', label: '单位所在村（居）', kind: 'village', section: '登记事项' },
  { name: 'address', label: '单位地址', kind: 'text', section: '登记事项', optional: true },
  { name: 'legalPerson', label: '法定代表人', kind: 'text', section: '登记事项', optional: true },
  { name: 'contactName', label: '联系人', kind: 'text', section: '联系和银行', optional: true },
  { name: 'contactPhone', label: '联系电话', kind: 'phone', section: '联系和银行', optional: true },
  { name: 'bankName', label: '开户银行', kind: 'text', section: '联系和银行', optional: true },
  {
    name: 'bankAccount',
    label: '银行账号',
    kind: 'text',
    isCode: true,
    section: '联系和银行',
    optional: true,
  },
];
const NO_DETAILS = Object.fromEntries(UNIT_DETAIL_NAMES.map((name) => [name, null]));

export const unitRegisterForm: MatterForm = {
  code: 'UNIT_REGISTER',
  title: '单位参保登记',
  fields: [
    ...DETAILS.slice(0, 2),
    {
      name: 'establishedOn',
      label: '成立之日',
      kind: 'date',
      section: '登记事项',
      hint: '自成立之日起 30 日内登记',
    },
    ...DETAILS.slice(2),
  ],
  initial: () => ({ ...NO_DETAILS, establishedOn: null }),
  prefill: (fields) => fields,
};

/** The form shows the unit as it is registered; only what differs afterwards is a change. */
export const unitChangeForm: MatterForm = {
  code: 'UNIT_CHANGE',
  title: '单位信息变更',
  fields: [
    UNIT,
    { name: 'changedOn', label: '变更之日', kind: 'date', section: '单位', hint: '自变更之日起 30 日内办理' },
    ...DETAILS,
    { name: 'note', label: '变更依据', kind: 'text', section: '变更', optional: true },
  ],
  initial: () => ({ empNo: null, changedOn: null, note: null, ...NO_DETAILS }),
  prefill: (fields, changed, records) => {
    const unit = changed === 'empNo' ? findUnit(records, String(fields.empNo)) : null;
    if (unit === null) return fields;
    return { ...fields, ...Object.fromEntries(UNIT_DETAIL_NAMES.map((name) => [name, unit[name] as Json])) };
  },
};

const hasSuccessor = (reason: unknown): boolean => WITH_SUCCESSOR.includes(reason as UnitEndReason);

export const unitDissolveForm: MatterForm = {
  code: 'UNIT_DISSOLVE',
  title: '单位合并、分立、注销',
  fields: [
    UNIT,
    {
      name: 'reason',
      label: '原因',
      kind: 'select',
      section: '结束登记',
      options: Object.entries(UNIT_END_REASONS).map(([value, label]) => ({ value, label })),
    },
    {
      name: 'approvedOn',
      label: '批准之日',
      kind: 'date',
      section: '结束登记',
      hint: '自批准之日起 30 日内办理',
    },
    {
      name: 'successor',
      label: '承接单位',
      kind: 'unit',
      section: '结束登记',
      optional: true,
      hint: '职工由承接单位另办登记；欠费要先缴清，不随单位转走',
      show: (fields) => hasSuccessor(fields.reason),
    },
    {
      name: 'secondSuccessor',
      label: '另一承接单位',
      kind: 'unit',
      section: '结束登记',
      optional: true,
      show: (fields) => fields.reason === 'SPLIT',
    },
    { name: 'note', label: '批准文号', kind: 'text', section: '结束登记', optional: true },
  ],
  initial: () => ({
    empNo: null,
    reason: null,
    approvedOn: null,
    successor: null,
    secondSuccessor: null,
    note: null,
  }),
  prefill: (fields) => fields,
};

export const unitAssessmentForm: MatterForm = {
  code: 'UNIT_ASSESSMENT',
  title: '单位缴费核定',
  fields: [
    UNIT,
    { name: 'period', label: '费款所属期', kind: 'month', section: '核定', hint: '当月核定次月的费款' },
    {
      name: 'staff',
      label: '缴费人数',
      kind: 'count',
      section: '核定',
      hint: '从单位页面开始办理的，按在保职工和各人基数带出',
    },
    { name: 'baseSumFen', label: '缴费基数合计（元）', kind: 'money', section: '核定' },
  ],
  initial: (day) => ({ empNo: null, period: addToMonth(monthOf(day), 1), staff: null, baseSumFen: null }),
  prefill: (fields) => fields,
};
