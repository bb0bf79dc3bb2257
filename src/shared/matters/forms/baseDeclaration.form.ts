import { yearOf } from '../../domain/civilDate';
import { currentEnrolment } from '../enrolments';
import type { MatterForm } from '../form';
import { findPerson } from '../lookup';
import { PERSON } from './parts';

export const baseDeclarationForm: MatterForm = {
  code: 'BASE_DECLARATION',
  title: '缴费基数申报',
  fields: [
    { ...PERSON, label: '职工' },
    { name: 'empNo', label: '单位', kind: 'unit', section: '人员' },
    {
      name: 'cycle',
      label: '执行年度',
      kind: 'year',
      section: '基数',
      hint: '当年 4 月至次年 3 月执行',
    },
    {
      name: 'basis',
      label: '基数来源',
      kind: 'select',
      section: '基数',
      options: [
        { value: 'WAGES', label: '上年度工资' },
        { value: 'FIRST_WAGE', label: '当月应发或核定工资（新入职）' },
        { value: 'NONE', label: '单位未申报' },
      ],
    },
    {
      name: 'wagesFen',
      label: '上年度工资总额（元）',
      kind: 'money',
      section: '基数',
      show: (fields) => fields.basis === 'WAGES',
    },
    {
      name: 'months',
      label: '上年度工作月数',
      kind: 'count',
      section: '基数',
      optional: true,
      hint: '不填按 12 个月',
      show: (fields) => fields.basis === 'WAGES',
    },
    {
      name: 'firstWageFen',
      label: '当月应发或核定工资（元）',
      kind: 'money',
      section: '基数',
      show: (fields) => fields.basis === 'FIRST_WAGE',
    },
  ],
  initial: (day) => ({
    personId: null,
    empNo: null,
    cycle: yearOf(day),
    basis: 'WAGES',
    wagesFen: null,
    months: null,
    firstWageFen: null,
  }),
  prefill: (fields, changed, records) => {
    const person = changed === 'personId' ? findPerson(records, String(fields.personId)) : null;
    const relation = person === null ? null : currentEnrolment(person, 'EMP');
    return relation === null || relation.subKind !== 'UNIT' ? fields : { ...fields, empNo: relation.empNo };
  },
};
