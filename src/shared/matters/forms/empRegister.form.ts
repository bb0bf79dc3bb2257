import { monthOf } from '../../domain/civilDate';
import type { MatterForm } from '../form';
import { NEW_PERSON, newPersonInitial, PERSON, PHONE, prefillNewPerson, WHO } from './parts';

export const empRegisterForm: MatterForm = {
  code: 'EMP_REGISTER',
  title: '职工参保登记',
  fields: [
    { name: 'empNo', label: '用人单位', kind: 'unit', section: '单位' },
    { name: 'hireDate', label: '用工之日', kind: 'date', section: '单位', hint: '自用工之日起 30 日内登记' },
    { name: 'firstPeriod', label: '首个缴费月份', kind: 'month', section: '单位' },
    WHO,
    PERSON,
    ...NEW_PERSON,
    PHONE,
  ],
  initial: (day) => ({ ...newPersonInitial, empNo: null, hireDate: null, firstPeriod: monthOf(day) }),
  prefill: prefillNewPerson,
  carry: { unit: ['empNo', 'hireDate', 'firstPeriod', 'who'] },
};
