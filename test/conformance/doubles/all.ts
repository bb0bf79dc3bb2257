import type { Check } from '../suite';
import * as door from './doorFaults';
import type { Fault } from './meddling';
import * as operations from './operationFaults';
import * as receipt from './receiptFaults';

/** A broken platform: what is wrong with it, the checks that have to find it, and what the first of them has to say. */
export interface Double {
  readonly wrong: string;
  readonly fault: Fault;
  readonly breaks: readonly Check['id'][];
  readonly en: RegExp;
  readonly zh: RegExp;
}

/** One fault each. */
export const DOUBLES: readonly Double[] = [
  {
    wrong: 'acknowledges without effect',
    fault: operations.acknowledgesWithoutEffect,
    breaks: ['CF8', 'CF9'],
    en: /acknowledged as applied .* the work is lost/,
    zh: /平台答复已办理.*这笔业务就丢了/,
  },
  {
    wrong: 'applies again what comes again',
    fault: operations.appliesTwice,
    breaks: ['CF9', 'CF10'],
    en: /Sent three times, an operation raised the record’s version by 3; once means once/,
    zh: /版本上升了 3，应只生效一次/,
  },
  {
    wrong: 'keeps no ledger',
    fault: operations.forgetsDecisions,
    breaks: ['CF9', 'CF11'],
    en: /Sent twice, an operation got “\w+” after “applied”/,
    zh: /重复上传，结论变了/,
  },
  {
    wrong: 'forgets the hash',
    fault: operations.forgetsTheHash,
    breaks: ['CF11'],
    en: /was answered “applied”: the platform forgot the hash/,
    zh: /平台没有核对校验值/,
  },
  {
    wrong: 'gives verdicts without echo',
    fault: operations.leavesOutTheEcho,
    breaks: ['CF7', 'CF8', 'CF9'],
    en: /does not echo id and body hash/,
    zh: /没有回带业务编号和内容校验值/,
  },
  {
    wrong: 'ignores lanes',
    fault: operations.ignoresLanes,
    breaks: ['CF15', 'CF16', 'CF17'],
    en: /lawful operation was answered “conflict”/,
    zh: /应予办理（applied），平台的结论是 conflict/,
  },
  {
    wrong: 'refuses a batch for one poisonous operation',
    fault: operations.poisonStopsTheBatch,
    breaks: ['CF18'],
    en: /was answered 400 .* where 200 was due/,
    zh: /应答复 200，平台答复了 400/,
  },
  {
    wrong: 'overwrites what others changed',
    fault: operations.overwrites,
    breaks: ['CF19', 'CF20'],
    en: /is not marked `parallel`/,
    zh: /没有标记 parallel/,
  },
  {
    wrong: 'has a sequence for a cursor',
    fault: receipt.sequenceFeed,
    breaks: ['CF23'],
    en: /missed \d+ of 40 changes for ever: a change that commits late is passed over/,
    zh: /永远漏掉了 40 条变更中的 \d+ 条/,
  },
  {
    wrong: 'answers any cursor',
    fault: receipt.emptyPageForAnyCursor,
    breaks: ['CF25'],
    en: /refusal 410 CURSOR_UNKNOWN .* was due/,
    zh: /应以 410 CURSOR_UNKNOWN 拒绝/,
  },
  {
    wrong: 'hashes its snapshot wrongly',
    fault: receipt.hashesWrongly,
    breaks: ['CF21', 'CF22'],
    en: /every desk would throw the snapshot away/,
    zh: /所有终端都会拒收这份底册/,
  },
  {
    wrong: 'cuts its snapshot',
    fault: receipt.cutsSnapshots,
    breaks: ['CF21', 'CF22'],
    en: /came: a desk takes none of it/,
    zh: /终端一条也不会采用/,
  },
  {
    wrong: 'makes segments of what it has when they are asked for',
    fault: receipt.segmentsOfNow,
    breaks: ['CF34'],
    en: /had other lines the second time/,
    zh: /内容不同/,
  },
  {
    wrong: 'leaves people out of its snapshot',
    fault: receipt.leavesPeopleOut,
    breaks: ['CF21'],
    en: /3 of 3 persons that the feed brought are not in the snapshot/,
    zh: /底册格式正确但不完整/,
  },
  {
    wrong: 'shows two moments in one snapshot',
    fault: receipt.tearsSnapshots,
    breaks: ['CF22'],
    en: /which was never so at one moment|changes are lost/,
    zh: /不是同一时刻的内容|丢了 \d+ 条变更/,
  },
  {
    wrong: 'takes any version',
    fault: door.takesAnyVersion,
    breaks: ['CF3'],
    en: /426 UPGRADE was due|426 UPGRADE with envelope/,
    zh: /应以 426 UPGRADE 拒绝/,
  },
  {
    wrong: 'repeats personal data in its refusals',
    fault: door.repeatsWhatItWasSent,
    breaks: ['CF6'],
    en: /An answer repeats certNo, name/,
    zh: /回显了上传内容的 certNo、name/,
  },
  {
    wrong: 'is busy without a time',
    fault: door.busyWithoutTime,
    breaks: ['CF30'],
    en: /Busy without a usable Retry-After/,
    zh: /没有可用的 Retry-After/,
  },
  {
    wrong: 'tells any desk any verdict',
    fault: door.tellsAnybody,
    breaks: ['CF26'],
    en: /told the verdict on another desk’s operation/,
    zh: /查到了别的设备的业务结论/,
  },
  {
    wrong: 'decides by other amounts',
    fault: door.decidesOtherwise,
    breaks: ['CF28'],
    en: /is answered otherwise than here \(.*amounts/,
    zh: /的答复与本机不同（.*amounts/,
  },
];
