import type { Trouble } from '#shared/host';
import type { Verified } from './chain';
import type { RecordFileFound } from './recordFile';

export const NEWER: Trouble = {
  code: 'JOURNAL_NEWER',
  text: '本机的流水账是由更新版本的参保台写的，现在只能查看，不能受理。请安装新版本；请不要删除流水账文件。',
};

const numbers = (from: number, to: number): string =>
  from === to ? `第 ${from} 笔` : `第 ${from} 至 ${to} 笔`;

/** What opening the file brought to light, as one sentence or several; null when all was well. */
export function finding(found: RecordFileFound, verified: Verified, unreadable: number): Trouble | null {
  if (found.newer) return NEWER;
  const last = verified.entries.at(-1)?.seq ?? 0;
  const said: string[] = [];
  let code = 'JOURNAL_MENDED';
  if (verified.broken.length > 0) {
    code = 'JOURNAL_BROKEN';
    said.push(
      `流水账${verified.broken.map((seq) => `第 ${seq} 笔`).join('、')}与前后不相衔接，可能是恢复了旧备份或文件被改动。已有记录一笔未删；请联系管理员核对。`,
    );
  }
  if (verified.gaps.length > 0) {
    if (code === 'JOURNAL_MENDED') code = 'JOURNAL_GAP';
    const lost = verified.gaps.map(({ from, to }) => numbers(from, to)).join('、');
    said.push(
      `流水账文件有损坏，${lost}读不出来，其余记录完好。参保台会用窗口里的副本补上；补不上的请对照纸质单据核对。`,
    );
  }
  if (found.damage.some((damage) => damage.kind === 'flipped') && found.keptAside !== null) {
    said.push(
      `流水账第 ${last} 笔之后有损坏的内容，已另存为 ${found.keptAside}。若窗口里还有第 ${last + 1} 笔，参保台会补上。`,
    );
  } else if (found.damage.some((damage) => damage.kind === 'torn')) {
    said.push(
      `流水账末尾有一笔没有写完（多半是断电），它没有显示过“已保存”。残余内容已另存为 ${found.keptAside ?? '旁边的文件'}；之前的 ${last} 笔完好。`,
    );
  }
  if (found.headerRebuilt)
    said.push(`流水账文件的文件头损坏，已重建；原文件另存为 ${found.keptAside ?? '旁边的文件'}。`);
  if (unreadable > 0 && verified.gaps.length === 0) {
    said.push(`流水账里有 ${unreadable} 条内容无法识别，已原样保留在文件里。`);
  }
  return said.length === 0 ? null : { code, text: said.join('') };
}
