import type { ChainStanding, Trouble } from '../host';
import { type ChainState, mayAppend } from './chain';

const numbers = (seqs: readonly number[]): string => {
  const shown = seqs.slice(0, 10).map(String).join('、');
  return seqs.length > 10 ? `${shown} 等 ${seqs.length} 笔` : `${shown} 笔`;
};

const missing = ({ known, own }: ChainState): number => (known?.head.seq ?? 0) - own.last;

const FORKED =
  '平台上的流水与这台电脑的不是同一份：有另一台电脑在用同一份资料（复制过文件夹，或恢复过旧备份后又办了业务）。';

/** Why nothing can be accepted now, in a clerk's words; null when it can. */
export function appendTrouble(chain: ChainState, what: 'operation' | 'closing'): Trouble | null {
  if (mayAppend(chain, what)) return null;
  if (chain.condition === 'forked')
    return {
      code: 'CHAIN_FORKED',
      text: `${FORKED}为免两台电脑的编号相混，本机暂停受理，这一笔没有保存，表单内容还在；已保存的照常上传。请到“同步”页点“另起一段流水”，再回来受理。`,
    };
  return {
    code: 'CHAIN_BEHIND',
    text: `本机流水账比平台少 ${missing(chain)} 笔（可能恢复了旧备份），要先从平台取回才能受理。这一笔没有保存，表单内容还在；请连上网络，取回后再点一次。`,
  };
}

/** How the chain stands, as the window is told it. */
export function chainStanding(chain: ChainState): ChainStanding {
  const { epoch, own, condition, fork } = chain;
  const rest = { epoch, entries: own.count, lost: [...own.lost], accepts: mayAppend(chain, 'operation') };
  switch (condition) {
    case 'forked':
      return {
        ...rest,
        state: 'forked',
        text: `${FORKED}本机已暂停受理，已保存的业务照常上传，一笔不少。请确认另一台电脑是谁在用；本机要继续受理，请点“另起一段流水”。`,
      };
    case 'behind':
      return {
        ...rest,
        state: 'behind',
        text: `本机流水账比平台少 ${missing(chain)} 笔，可能恢复了旧备份。正在从平台取回，取回之前不能受理；请保持网络畅通。`,
      };
    case 'gap':
      return { ...rest, state: 'behind', text: '本机流水账中间缺了几笔，正在从平台取回，不影响受理。' };
    case 'whole':
      break;
  }
  if (fork !== null)
    return {
      ...rest,
      state: 'copied',
      text: fork.parted
        ? `另一台电脑曾用本机资料的副本办理业务（从第 ${fork.seq} 笔起），现已另起一段流水，两边互不影响。`
        : `另一台电脑正在用本机资料的副本办理业务（从第 ${fork.seq} 笔起）。本机可以继续受理；请找到那台电脑，让它“另起一段流水”或停用。`,
    };
  if (own.lost.length > 0)
    return {
      ...rest,
      state: 'whole',
      text: `恢复备份之前有 ${own.lost.length} 笔没有上传过，内容已不在本机，也不在平台：第 ${numbers(own.lost)}。请对照纸质单据重新办理。`,
    };
  return { ...rest, state: chain.known === null ? 'unknown' : 'whole', text: null };
}
