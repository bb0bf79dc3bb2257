import type { EnrolmentStatus } from '#shared/domain/enrolment';
import type { PayState } from '#shared/domain/payment';
import type { CoverMonth } from '../../desk/coverMonths';
import type { CoverRow, CoverState } from '../../desk/coverYear';
import { paramWords } from '../../ui/paramWords';
import { regionWords } from '../../ui/regionWords';
import { SCHEME_WORDS } from '../../ui/words';

/** One sign and one word a state, so that the drawing is readable without its colours. */
export const COVER_SIGNS: Readonly<Record<CoverState, { sign: string; words: string }>> = {
  benefit: { sign: '享', words: '享受待遇' },
  reimburse: { sign: '报', words: '费用可申请报销' },
  waiting: { sign: '等', words: '等待期' },
  suspended: { sign: '停', words: '待遇暂停' },
  none: { sign: '无', words: '不享受待遇' },
  unknown: { sign: '？', words: '不能确定' },
  ahead: { sign: '未', words: '未到，按今天的资料还没有待遇' },
};

type Signs<K extends string> = Readonly<Record<K, { sign: string; words: string }>>;
export const ENROLMENT_SIGNS: Signs<EnrolmentStatus | 'unknown'> = {
  ACTIVE: { sign: '参', words: '正常' },
  PAUSED: { sign: '停', words: '暂停' },
  TERMINATED: { sign: '终', words: '终止' },
  unknown: { sign: '？', words: '状态没有记录' },
};
export const PAYMENT_SIGNS: Signs<PayState> = {
  PAID: { sign: '缴', words: '已缴' },
  DUE: { sign: '欠', words: '应缴未缴' },
  BROKEN: { sign: '断', words: '中断缴费' },
};

/** A month in words, as its cell's tooltip says it. */
export const monthWords = ({ enrolment, payment, waitingDays }: CoverMonth): string =>
  [
    `参保：${enrolment ? ENROLMENT_SIGNS[enrolment].words : '无'}`,
    `缴费：${payment ? PAYMENT_SIGNS[payment].words : '无记录'}`,
    ...(waitingDays > 0 ? [`等待期 ${waitingDays} 天`] : []),
  ].join('，');

/** What a stretch is called; benefits before an open question about waiting are not called certain. */
export const stretchWords = ({ state, waitOpen }: { state: CoverState; waitOpen: boolean }): string =>
  `${COVER_SIGNS[state].words.split('，')[0]}${waitOpen ? '（有没有等待期未定）' : ''}`;

export const rowWords = ({ scheme, elsewhere }: Pick<CoverRow, 'scheme' | 'elsewhere'>): string =>
  elsewhere === null ? SCHEME_WORDS[scheme] : `外地${SCHEME_WORDS[scheme]} ${regionWords(elsewhere)}`;

/** What is missing to decide on a wait: questions stay as they are, parameters get their names. */
export const openWords = (open: readonly string[]): string =>
  open.map((what) => (what.endsWith('？') ? what : `政策参数“${paramWords(what)}”`)).join('、');

/** `2023` → `2023 年度`, `2023-05` → `2023-05 `, ready to be followed by a word. */
export const periodWords = (period: string): string =>
  period.length === 4 ? `${period} 年度` : `${period} `;
