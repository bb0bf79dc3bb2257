import type { Trouble } from '../trouble';
import { formatBreach, type StoreFormats } from './formats';
import type { HeadFault, UpdateManifest } from './manifest';
import { compareVersions, isOlder, type ProgramVersion } from './version';

/** What an update is held against. */
export interface UpdateFacts {
  /** The program that runs. */
  readonly current: ProgramVersion;
  /** The highest version that ever opened this desk. */
  readonly highest: ProgramVersion;
  readonly system: string;
  readonly formats: StoreFormats;
}

/** Why this desk may not take an update that was rightly signed; null: it may. */
export function updateTrouble(manifest: UpdateManifest, facts: UpdateFacts): Trouble | null {
  const { version, minVersion, system, stores } = manifest;
  const { current, highest, formats } = facts;
  if (system !== facts.system)
    return {
      code: 'UPDATE_SYSTEM',
      text: `这个更新是给另一种系统（${system}）的，本机是 ${facts.system}，没有安装。请向县级管理员要本机系统用的更新文件。`,
    };
  if (compareVersions(version, current) === 0)
    return {
      code: 'UPDATE_SAME',
      text: `本机已经是 ${version} 版，不用再装。没有任何改动。`,
    };
  if (isOlder(version, current))
    return {
      code: 'UPDATE_OLDER',
      text: `这个更新是 ${version} 版，比正在用的 ${current} 版旧，没有安装。程序只往新装，不退回旧版。请向县级管理员要最新的更新文件。`,
    };
  if (isOlder(version, highest))
    return {
      code: 'UPDATE_OLDER',
      text: `本机用过 ${highest} 版，这个更新是 ${version} 版，比它旧，没有安装。请向县级管理员要 ${highest} 或更新的版本。`,
    };
  if (isOlder(current, minVersion))
    return {
      code: 'UPDATE_SKIPPED',
      text: `这个更新要从 ${minVersion} 或更新的版本升级，本机是 ${current} 版，没有安装。请先安装 ${minVersion} 版，再装这一个。`,
    };
  if (formatBreach(formats, stores) !== null)
    return {
      code: 'UPDATE_FORMATS',
      text: `${version} 版的数据格式与正在用的 ${current} 版不能互相读，装上后万一出问题就退不回来，没有安装。请先装县级管理员给的过渡版本。`,
    };
  return null;
}

const HEAD_WORDS: Readonly<Record<HeadFault, Trouble>> = {
  'no-key': {
    code: 'UPDATE_NO_KEY',
    text: '本机的程序没有带更新公钥，任何更新文件都不能核对，没有安装。请由县级管理员用安装程序升级。',
  },
  signature: {
    code: 'UPDATE_SIGNATURE',
    text: '更新文件的签名不对，可能被改动过或不是发布方做的，没有安装，请不要再用这个文件。请告诉县级管理员核查。',
  },
  product: {
    code: 'UPDATE_PRODUCT',
    text: '这个文件是别的产品的更新，不是参保台的，没有安装。请核对 U 盘上的文件。',
  },
  form: {
    code: 'UPDATE_FORM',
    text: '更新文件的签名正确，但内容不合格式，没有安装。可能要先装一个过渡版本，请告诉县级管理员。',
  },
};
export const headTrouble = (fault: HeadFault): Trouble => HEAD_WORDS[fault];
