import type { Check } from '../suite';
import * as audit from './auditFaults';
import * as carry from './carryFaults';
import * as door from './doorFaults';
import * as envelopes from './envelopeFaults';
import * as evidence from './evidenceFaults';
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
  {
    wrong: 'lays links over a gap',
    fault: carry.laysOverGaps,
    breaks: ['CF42'],
    en: /was answered 200 .*CHAIN_GAP .* was due/,
    zh: /应以 409 CHAIN_GAP 拒绝/,
  },
  {
    wrong: 'gives the same epoch for ever',
    fault: carry.beginsNoEpoch,
    breaks: ['CF35'],
    en: /After epoch 1 a new one was asked for; epoch 1 .* could never go on/,
    zh: /第 1 段之后应另起新的一段/,
  },
  {
    wrong: 'decides again in a new epoch',
    fault: carry.forgetsBeforeTheEpoch,
    breaks: ['CF35'],
    en: /In the new epoch an operation got “\w+” after “applied”/,
    zh: /另起一段后，同一笔业务的结论/,
  },
  {
    wrong: 'acknowledges bags without effect',
    fault: carry.acknowledgesBagsWithoutEffect,
    breaks: ['CF36', 'CF37', 'CF40', 'CF41'],
    en: /in a bag was answered “applied”, and the feed does not bring its effect: the work is lost/,
    zh: /离线包里的业务答复已办理，变更流里却没有它的结果/,
  },
  {
    wrong: 'answers every bag with the answer to the first',
    fault: carry.answersWithTheFirst,
    breaks: ['CF40'],
    en: /is not the answer to it/,
    zh: /不是给它的答复包/,
  },
  {
    wrong: 'decides a bag anew each time',
    fault: carry.decidesBagsAnew,
    breaks: ['CF37'],
    en: /in the bag again and by the line; after “applied” it got “\w+”/,
    zh: /在离线包里重复送来/,
  },
  {
    wrong: 'takes any file for a bag',
    fault: carry.takesAnyFile,
    breaks: ['CF38', 'CF39'],
    en: /422 BAG_UNUSABLE/,
    zh: /应以 422 BAG_UNUSABLE 拒绝/,
  },
  {
    wrong: 'trusts replaced keys',
    fault: carry.trustsOldKeys,
    breaks: ['CF39'],
    en: /422 BAG_UNUSABLE/,
    zh: /应以 422 BAG_UNUSABLE 拒绝/,
  },
  {
    wrong: 'names no missing bag',
    fault: carry.namesNoMissingBag,
    breaks: ['CF40'],
    en: /never came, and the answer to the one after it does not name it/,
    zh: /没有送到，后一个包的答复却没有列出/,
  },
  {
    wrong: 'takes bags with a gap',
    fault: carry.takesBagsWithGaps,
    breaks: ['CF41'],
    en: /CHAIN_GAP with head \d+ was due/,
    zh: /应答复 CHAIN_GAP 和位置/,
  },
  {
    wrong: 'decides anew what comes sealed',
    fault: envelopes.decidesEnvelopesAnew,
    breaks: ['CF60'],
    en: /sealed and by the line was answered “\w+” where “applied” was due/,
    zh: /封好送来、又从线路上传，得到的结论是/,
  },
  {
    wrong: 'acknowledges envelopes that it cannot open',
    fault: envelopes.acknowledgesTheUnreadable,
    breaks: ['CF61'],
    en: /were answered applied, applied, applied, applied/,
    zh: /依次答复了 applied/,
  },
  {
    wrong: 'acknowledges pictures and keeps none',
    fault: evidence.keepsNoPictures,
    breaks: ['CF50', 'CF51', 'CF52'],
    en: /answered “stored” four times, and the platform lists 0 pictures/,
    zh: /图片四次答复已收下，平台却列出 0 张/,
  },
  {
    wrong: 'takes anybody’s pictures',
    fault: evidence.takesAnybodysPictures,
    breaks: ['CF51'],
    en: /that this desk never sent was answered “stored”/,
    zh: /不是本终端办理的业务，其图片应予拒绝/,
  },
  {
    wrong: 'takes any bytes for a picture',
    fault: evidence.takesAnyBytes,
    breaks: ['CF52'],
    en: /under the hash of another was answered “stored”/,
    zh: /校验值是另一张图片的应予拒绝/,
  },
  {
    wrong: 'keeps any head of an audit log',
    fault: audit.keepsAnyHead,
    breaks: ['CF62', 'CF63'],
    en: /begins behind the anchor was answered “anchored” with anchor 10/,
    zh: /起点在锚点之后，应答复 gap/,
  },
];
