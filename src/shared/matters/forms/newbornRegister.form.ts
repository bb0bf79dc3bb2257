import type { MatterForm } from '../form';
import { findPerson } from '../lookup';
import {
  campaignYear,
  NEW_PERSON,
  newPersonInitial,
  PERSON,
  PHONE,
  prefillNewPerson,
  SAME_HOUSEHOLD,
  WHO,
} from './parts';

export const newbornRegisterForm: MatterForm = {
  code: 'NEWBORN_REGISTER',
  title: '新生儿参保登记',
  fields: [
    { ...WHO, section: '办理对象' },
    {
      name: 'guardianId',
      label: '监护人（档案中）',
      kind: 'person',
      section: '监护人',
      optional: true,
      hint: '选中后带出户号、村社和电话',
    },
    { name: 'guardianName', label: '监护人姓名', kind: 'text', section: '监护人' },
    { ...PHONE, label: '监护人电话', section: '监护人' },
    { ...PERSON, label: '新生儿', section: '新生儿' },
    ...NEW_PERSON.map((field) => (field.section === '人员' ? { ...field, section: '新生儿' } : field)),
    {
      name: 'birthCertNo',
      label: '出生医学证明编号',
      kind: 'text',
      isCode: true,
      section: '参保',
      optional: true,
      hint: '还没有公民身份号码的必填',
    },
    { name: 'underParentName', label: '此前以父母名义参保', kind: 'switch', section: '参保' },
    { name: 'year', label: '参保年度', kind: 'year', section: '参保' },
  ],
  initial: (day) => ({
    ...newPersonInitial,
    who: 'new',
    relation: '20',
    guardianId: null,
    guardianName: null,
    birthCertNo: null,
    underParentName: false,
    year: campaignYear(day),
  }),
  carry: { household: ['guardianId', 'guardianName', ...SAME_HOUSEHOLD, 'year'] },
  prefill: (fields, changed, records, day) => {
    const filled = prefillNewPerson(fields, changed, records, day);
    if (changed !== 'guardianId' || typeof filled.guardianId !== 'string') return filled;
    const guardian = findPerson(records, filled.guardianId);
    if (guardian === null) return filled;
    return {
      ...filled,
      guardianName: guardian.name,
      phone: guardian.phone,
      householdNew: false,
      householdId: guardian.householdId,
      villageCode: guardian.villageCode,
      group: guardian.group,
      hukouRegion: guardian.hukouRegion,
    };
  },
};
