import type { Jurisdiction } from '../domain/region';
import type { Trouble } from '../host';
import { PROTOCOL } from '../protocol/messages';
import type { SegmentFault } from './receiverSegment';

const KEPT = '原有资料照常使用。';
const said = (code: string, text: string): Trouble => ({ code, text });

export const NOT_PLATFORM = said(
  'NOT_PLATFORM',
  `收到的不是医保平台的应答（可能是上网认证页）。${KEPT}请先完成上网认证。`,
);

export const OTHER_VERSION = (protocol: unknown): Trouble =>
  said(
    'UPGRADE',
    `平台的接口版本是 ${String(protocol).slice(0, 10)}，本机只认识 ${PROTOCOL}。请升级参保台后再接收资料。${KEPT}`,
  );

export const BAD_MANIFEST = said(
  'SNAPSHOT_BAD',
  `平台送来的资料清单格式不符，没有使用。${KEPT}请联系平台管理员。`,
);

export const FOREIGN_MANIFEST = (theirs: Jurisdiction, ours: Jurisdiction): Trouble =>
  said(
    'SNAPSHOT_FOREIGN',
    `平台送来的是${theirs.name}的资料，本机管辖${ours.name}，没有使用。${KEPT}请联系平台管理员。`,
  );

export const INCOMPLETE = (is: number, due: number): Trouble =>
  said('SNAPSHOT_BAD', `平台送来的资料与清单不符（${is}/${due}），没有使用。${KEPT}请联系平台管理员。`);

export const SNAPSHOT_DOUBLED = said(
  'SNAPSHOT_BAD',
  `平台送来的资料有重复的记录，整批没有使用。${KEPT}请联系平台管理员。`,
);

export const SNAPSHOT_GONE = said(
  'SNAPSHOT_GONE',
  `平台已不保存正在下载的资料，重新要了一份也是如此。${KEPT}稍后自动再取；反复出现的，请联系平台管理员。`,
);

export const UNSTORED = (name: string): Trouble =>
  said(
    'SNAPSHOT_UNSTORED',
    `资料写不进本机数据库（${name}）。请清理磁盘空间后点“立即同步”，已收到的部分不用重取。${KEPT}`,
  );

/** Why a segment was not taken, the record counted from 1 within the whole snapshot where one is to blame. */
export function segmentTrouble(fault: SegmentFault, before: number, ours: Jurisdiction): Trouble {
  switch (fault.kind) {
    case 'cut':
      return said('SNAPSHOT_CUT', `接收资料时中断。${KEPT}联网后自动接着接收，已收到的部分不用重取。`);
    case 'hash':
      return said(
        'SNAPSHOT_HASH',
        `平台送来的资料校验不符，途中可能被改动或损坏，没有使用。${KEPT}稍后自动再取。`,
      );
    case 'bad':
      return said(
        'SNAPSHOT_BAD',
        `平台送来的资料第 ${before + fault.at} 条格式不符，整批没有使用。${KEPT}请联系平台管理员。`,
      );
    case 'foreign':
      return said(
        'SNAPSHOT_FOREIGN',
        `平台送来的资料里有不属于${ours.name}的内容（第 ${before + fault.at} 条），整批没有使用。${KEPT}请联系平台管理员核对本机的管辖范围。`,
      );
  }
}

export const FEED_BAD = said(
  'FEED_BAD',
  '平台送来的一批变更格式不符，没有使用；此前的资料照常使用。请联系平台管理员。',
);

export const FEED_FOREIGN = (ours: Jurisdiction): Trouble =>
  said(
    'FEED_FOREIGN',
    `平台送来的一批变更里有不属于${ours.name}的内容，整批没有使用；此前的资料照常使用。请联系平台管理员。`,
  );

export const PAGE_UNSTORED = said(
  'MIRROR_UNSTORED',
  '平台的最新变更写不进本机数据库（可能磁盘已满）。请清理磁盘空间后点“立即同步”。',
);
