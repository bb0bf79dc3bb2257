import type { StatusReason } from '../../domain/enrolment';
import { MATTERS, type MatterCode } from '../../domain/matter';
import type { MatterForm } from '../form';
import { reasonOptions } from './parts';

const statusForm = (code: MatterCode, reasons: readonly StatusReason[]): MatterForm => ({
  code,
  title: MATTERS[code],
  fields: [
    { name: 'personId', label: '人员', kind: 'person', section: '人员' },
    { name: 'reason', label: '原因', kind: 'select', section: '变动', options: reasonOptions(reasons) },
    { name: 'effectiveOn', label: '生效日期', kind: 'date', section: '变动', hint: '死亡的填死亡日期' },
    { name: 'note', label: '备注', kind: 'text', section: '变动', optional: true },
  ],
  initial: (day) => ({ personId: null, reason: null, effectiveOn: day, note: null }),
  prefill: (fields) => fields,
});

/** Reasons as R-STA-02 and R-STA-03 class them. */
const PAUSE: readonly StatusReason[] = [
  'EMPLOYMENT',
  'MOVED',
  'JOB_TRANSFER',
  'RESIGNATION',
  'SENTENCED',
  'MISSING',
  'DISCIPLINE',
  'OTHER_PAUSE',
];
const TERMINATE: readonly StatusReason[] = [
  'DEATH',
  'SETTLED_ABROAD',
  'DUPLICATE_CLEANUP',
  'TRANSFERRED_OUT',
];
const ofResidents = (reason: StatusReason) => !['JOB_TRANSFER', 'RESIGNATION', 'DISCIPLINE'].includes(reason);

export const resPauseForm = statusForm('RES_PAUSE', PAUSE.filter(ofResidents));
export const resTerminateForm = statusForm('RES_TERMINATE', TERMINATE);
export const empPauseForm = statusForm(
  'EMP_PAUSE',
  PAUSE.filter((reason) => reason !== 'EMPLOYMENT'),
);
export const empTerminateForm = statusForm('EMP_TERMINATE', TERMINATE);
