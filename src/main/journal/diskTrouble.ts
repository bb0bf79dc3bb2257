import type { Trouble } from '#shared/host';
import { systemCode } from './fileLayer';

type Doing = 'open' | 'append';

const SENTENCES: Record<string, { code: string; open: string; append: string }> = {
  ENOSPC: {
    code: 'DISK_FULL',
    open: '磁盘已满，流水账文件打不开。请先清理磁盘，再重新打开参保台。',
    append: '磁盘已满，这一笔没有保存，表单内容还在。请清理磁盘后再点一次保存。',
  },
  EDQUOT: {
    code: 'DISK_FULL',
    open: '本账户的磁盘配额已用完，流水账文件打不开。请先腾出空间，再重新打开参保台。',
    append: '本账户的磁盘配额已用完，这一笔没有保存，表单内容还在。请腾出空间后再点一次保存。',
  },
  EACCES: {
    code: 'DISK_DENIED',
    open: '系统不允许打开流水账文件。请用原来的系统账户登录，或请管理员检查文件夹权限。',
    append: '系统不允许写流水账文件，这一笔没有保存，表单内容还在。请管理员检查文件夹权限后再点一次保存。',
  },
  EROFS: {
    code: 'DISK_READONLY',
    open: '流水账所在的磁盘是只读的。请管理员检查磁盘后重新打开参保台。',
    append: '流水账所在的磁盘变成了只读，这一笔没有保存，表单内容还在。请管理员检查磁盘。',
  },
};

/** A failed call to the disk, in a clerk's words. */
export function diskTrouble(error: unknown, doing: Doing): Trouble {
  const code = systemCode(error);
  // Windows says EPERM where others say EACCES.
  const known = SENTENCES[code === 'EPERM' ? 'EACCES' : code];
  if (known !== undefined) return { code: known.code, text: known[doing] };
  return {
    code: 'DISK_FAILED',
    text:
      doing === 'open'
        ? `流水账文件读不出来（系统代码 ${code}）。请不要删除任何文件，联系管理员检查磁盘。`
        : `写磁盘失败（系统代码 ${code}），这一笔没有保存，表单内容还在。请稍后再点一次保存；若仍失败，请管理员检查磁盘。`,
  };
}
