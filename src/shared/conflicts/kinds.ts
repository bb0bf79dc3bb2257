import type { Verdict } from '../protocol/verdict';

/** One kind of conflict of the design (C1 to C14): what it is, and how this house knows it. */
export interface ConflictKind {
  readonly code: string;
  /** For the clerk. */
  readonly label: string;
  /** Null: this house does not know the kind yet, and `instead` says what happens. */
  readonly sign: ((verdict: Verdict) => boolean) | null;
  readonly instead?: string;
}

const refusedFor =
  (...codes: readonly string[]) =>
  (verdict: Verdict): boolean =>
    verdict.outcome === 'refused' && verdict.reasons.some(({ code }) => codes.includes(code));
const conflictOf =
  (why: Extract<Verdict, { outcome: 'conflict' }>['why']) =>
  (verdict: Verdict): boolean =>
    verdict.outcome === 'conflict' && verdict.why === why;
const isPayment = (field: string): boolean => /^(res|emp)\.payment\./.test(field);

export const CONFLICT_KINDS: readonly ConflictKind[] = [
  {
    code: 'C1',
    label: '他处改了别的项，两边并存',
    sign: (verdict) => verdict.outcome === 'applied' && verdict.parallel,
  },
  {
    code: 'C2',
    label: '同一项两边都改了',
    sign: (verdict) =>
      conflictOf('FIELDS_CHANGED')(verdict) &&
      verdict.outcome === 'conflict' &&
      !verdict.fields.some(({ field }) => isPayment(field)),
  },
  { code: 'C3', label: '此人平台上已有', sign: refusedFor('ID_DUPLICATE_PERSON') },
  {
    code: 'C4',
    label: '已经是要办成的样子',
    sign: refusedFor('NOTHING_CHANGED', 'RES_YEAR_REGISTERED', 'NO_ACTIVE_RELATION', 'NO_OPEN_RELATION'),
  },
  {
    code: 'C5',
    label: '别处已参保',
    sign: refusedFor('EMP_ACTIVE', 'EMP_ACTIVE_NO_RES', 'RES_ACTIVE_ELSEWHERE'),
  },
  {
    code: 'C6',
    label: '已死亡，或已迁出本辖区',
    sign: (verdict) => refusedFor('PERSON_DECEASED')(verdict) || conflictOf('OUT_OF_SCOPE')(verdict),
  },
  {
    code: 'C7',
    label: '分户、并户、户号变更',
    sign: null,
    instead: '平台不给户号对照，按同一项两边都改了（C2）列出户号两边的值',
  },
  { code: 'C8', label: '资料变了，结论也变了', sign: conflictOf('DECISION_CHANGED') },
  { code: 'C9', label: '办理期已过或未到', sign: refusedFor('WINDOW_NOT_OPEN', 'YEAR_OVER') },
  {
    code: 'C10',
    label: '与公安户籍不一致',
    sign: null,
    instead: '平台没有接公安户籍库；号码与出生日期、性别不符的按不予受理（ID_MISMATCH）退回',
  },
  {
    code: 'C11',
    label: '费用已缴',
    sign: (verdict) =>
      refusedFor('PERIOD_ALREADY_PAID', 'REFUND_FIRST')(verdict) ||
      (verdict.outcome === 'conflict' && verdict.fields.some(({ field }) => isPayment(field))),
  },
  {
    code: 'C12',
    label: '经办人权限变更',
    sign: null,
    instead: '平台只认设备的登记，不管经办人的权限；设备失效的停止上传并要求重新登记',
  },
  {
    code: 'C13',
    label: '临时编号换成了正式编号',
    sign: (verdict) => verdict.outcome === 'applied' && Object.keys(verdict.assigned).length > 0,
  },
  { code: 'C14', label: '平台已无这份资料', sign: conflictOf('RECORD_GONE') },
];

/** Every kind a verdict is; none where nothing stood against anything. */
export const kindsOf = (verdict: Verdict): ConflictKind[] =>
  CONFLICT_KINDS.filter(({ sign }) => sign?.(verdict) ?? false);
