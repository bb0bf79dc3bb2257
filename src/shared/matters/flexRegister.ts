import { FlexMode, flexEmpNo } from '../domain/flexMode';
import { money } from './declare';
import { currentEnrolment } from './enrolments';
import * as field from './fields';
import { type WorkerBody, workerMatter } from './workerMatter';

interface Asked {
  mode: FlexMode;
  /** First fee period asked for. */
  firstPeriod: string;
  /** Monthly contribution base chosen; null: not yet, and then the fee is not computed. */
  baseFen: number | null;
}
export type FlexRegisterBody = WorkerBody<Asked>;

/** 灵活就业人员参保登记 with the mode they choose; chosen anew where a paused relation goes on (R-FLX-01). */
export const flexRegister = workerMatter<Asked>({
  code: 'FLEX_REGISTER',
  asked: {
    mode: FlexMode.describe('参保方式'),
    firstPeriod: field.civilMonth('首个缴费月份'),
    baseFen: money('月缴费基数').schema.nullable(),
  },
  touches: ['emp.mode'],
  base: () => [],
  facts: (_, person) => {
    const current = person === null ? null : currentEnrolment(person, 'EMP');
    return { flexMode: current?.subKind === 'FLEX' ? current.mode : null };
  },
  request: ({ mode, firstPeriod, baseFen }) => ({
    scheme: 'EMP',
    subKind: 'FLEX',
    mode,
    firstPeriod,
    ...(baseFen === null ? {} : { baseFen }),
  }),
  fit: () => null,
  relation: ({ mode }, { jurisdiction, day }) => ({
    subKind: 'FLEX',
    empNo: flexEmpNo(jurisdiction.region),
    personType: '1103',
    from: day,
    mode,
  }),
});
