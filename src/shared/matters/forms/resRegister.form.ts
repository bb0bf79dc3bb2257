import type { MatterForm } from '../form';
import { findPerson } from '../lookup';
import {
  campaignYear,
  categoryByAge,
  NEW_PERSON,
  newPersonInitial,
  PERSON,
  PHONE,
  prefillNewPerson,
  SAME_HOUSEHOLD,
  WHO,
} from './parts';

export const resRegisterForm: MatterForm = {
  code: 'RES_REGISTER',
  title: '居民参保登记',
  fields: [
    WHO,
    PERSON,
    ...NEW_PERSON,
    { ...PHONE, section: '参保' },
    { name: 'year', label: '参保年度', kind: 'year', section: '参保' },
    {
      name: 'category',
      label: '参保类别',
      kind: 'select',
      section: '参保',
      options: [
        { value: 'ADULT', label: '成年居民' },
        { value: 'MINOR', label: '未成年居民' },
        { value: 'STUDENT', label: '在校学生' },
      ],
    },
    {
      name: 'school',
      label: '学校',
      kind: 'text',
      section: '参保',
      show: (fields) => fields.category === 'STUDENT',
    },
    {
      name: 'outsideWindowReason',
      label: '集中期外参保原因',
      kind: 'select',
      section: '参保',
      optional: true,
      hint: '集中预缴期内办理的不用填',
      options: [
        { value: 'FIRST_ENROLMENT', label: '首次参保' },
        { value: 'TRANSFER', label: '关系转移接续' },
        { value: 'OTHER', label: '其他' },
      ],
    },
  ],
  initial: (day) => ({
    ...newPersonInitial,
    year: campaignYear(day),
    category: null,
    school: null,
    outsideWindowReason: null,
  }),
  carry: { household: [...SAME_HOUSEHOLD, 'year', 'outsideWindowReason'] },
  prefill: (fields, changed, records, day) => {
    const filled = prefillNewPerson(fields, changed, records, day);
    if (!['personId', 'certNo', 'certType', 'birthDate', 'year'].includes(changed)) return filled;
    const person = filled.who === 'new' ? null : findPerson(records, String(filled.personId));
    const studies = person?.schooling ?? null;
    if (studies !== null && (studies.until === null || studies.until >= day)) {
      return { ...filled, category: 'STUDENT', school: studies.school };
    }
    const category = categoryByAge(filled, records);
    return category === null ? filled : { ...filled, category };
  },
};
