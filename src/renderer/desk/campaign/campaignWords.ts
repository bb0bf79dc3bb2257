import type { Batch, OutAt } from '#shared/campaign/dispatch';
import type { Village } from '#shared/domain/region';
import type { Trouble } from '#shared/host';

export const MALFORMED =
  '行号是 6 位数字和字母（没有 0、1、2、5、8，也没有 B、G、I、O、Q、S、V、Z），请对着名单再打一遍。';
/** A Chinese input method takes the letters for pinyin. */
export const CHINESE_INPUT = '行号只有数字和字母，请按 Shift 切换到英文输入再打。';
export const WRONG_CHECK = '行号有一位打错，或者两位打颠倒了，请对着名单再打一遍。';

export const noSuchRow = ({ no }: Batch): string => `第 ${no} 批没有这一行，请核对名单上的批号。`;

export const otherBatch = ({ no }: Batch, others: readonly Batch[]): string => {
  const [other] = others;
  return other
    ? `这个行号不是第 ${no} 批的，可能是第 ${other.no} 批（${other.receiver}）的。请核对名单上的批号，换到那一批再录。`
    : `这个行号不是第 ${no} 批的，请核对名单上的批号。`;
};

/** Why there is nobody to give out: nobody fits, or everybody is with somebody. */
export function nobodyFree(out: readonly Batch[]): string {
  if (out.length === 0) return '选中的范围里没有要下放的人，没有下放。请换一个社（组）或人员类别。';
  const counts = new Map<string, number>();
  for (const { receiver, no } of out) {
    const who = `${receiver}（第 ${no} 批）`;
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  const with_ = [...counts].map(([who, n]) => `${who} ${n} 人`).join('、');
  return `选中的人都已经在外：${with_}，没有下放。要换人去，请先收回。`;
}

export const restoredLists = (count: number): Trouble[] =>
  count === 0
    ? []
    : [
        {
          code: 'CAMPAIGN_RESTORED',
          text: `本机数据库缺少 ${count} 条下放与带回的记录，已从文件恢复，不需要重新录入。`,
        },
      ];

export const notTakenBack = (why: 'nothing' | OutAt): Trouble =>
  why === 'nothing'
    ? { code: 'NOTHING', text: '没有可以撤销的结果。' }
    : {
        code: 'OUT_AGAIN',
        text: `这个人后来又下放给了${why.batch.receiver}（第 ${why.batch.no} 批），不能再撤销。要改请直接录入新的结果。`,
      };

/** 村名 and the groups of a list. */
export function placeWords({ filter }: Batch, village: Village | null): string {
  const name = village?.name ?? filter.villageCode;
  if (filter.groups === null) return name;
  return `${name}${filter.groups.map((group) => village?.groups[group - 1] ?? `${group}社`).join('、')}`;
}
