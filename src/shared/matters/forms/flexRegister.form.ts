import { monthOf } from '../../domain/civilDate';
import { FLEX_MODE_WORDS } from '../../domain/flexMode';
import { choice, formFieldsOf, money, month, optional, section } from '../declare';
import type { MatterForm } from '../form';
import { NEW_PERSON, newPersonInitial, PERSON, PHONE, prefillNewPerson, WHO } from './parts';

const ASKED = section('参保', {
  mode: choice('参保方式', FLEX_MODE_WORDS),
  firstPeriod: month('首个缴费月份'),
  baseFen: optional(money('月缴费基数', { hint: '本人选定的基数；不填则不算缴费金额' })),
});

export const flexRegisterForm: MatterForm = {
  code: 'FLEX_REGISTER',
  title: '灵活就业人员参保登记',
  fields: [WHO, PERSON, ...NEW_PERSON, PHONE, ...formFieldsOf(ASKED)],
  initial: (day) => ({ ...newPersonInitial, mode: null, firstPeriod: monthOf(day), baseFen: null }),
  prefill: prefillNewPerson,
};
