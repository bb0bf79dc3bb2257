import type { Trouble } from '#shared/host';
import { systemCode } from '../journal/fileLayer';

/** What a restore (恢复) says when it does not happen: to whoever sits at the new machine, with what to do now. */
const trouble = (code: string, text: string): Trouble => ({ code, text });

export const HAS_VAULT = trouble(
  'RESTORE_HAS_VAULT',
  '本机已经有自己的资料和口令，不能用备份覆盖；什么都没有改变。要看备份里的内容，请在一台没有用过参保台的电脑（或新的系统账户）上恢复。',
);
export const HAS_JOURNAL = trouble(
  'RESTORE_HAS_JOURNAL',
  '本机已经受理过业务，不能用备份覆盖；什么都没有改变。请在一台没有用过参保台的电脑（或新的系统账户）上恢复。',
);
export const NOT_CHOSEN = trouble('RESTORE_NOT_CHOSEN', '请先选择备份文件。');

export const newerProgram = (version: string): Trouble =>
  trouble(
    'BACKUP_NEWER',
    `这份备份是更新版本的参保台（${version}）做的，这个版本读不了。请先安装新版本，再恢复。`,
  );

export const notWhole = (what: string): Trouble =>
  trouble('BACKUP_NOT_WHOLE', `这份备份内容不完整，没有恢复：${what}请换一份备份。`);

export const unreadable = (path: string): Trouble =>
  trouble(
    'RESTORE_MARK',
    `恢复的进度文件 ${path} 读不出来，程序没有继续，也没有改动任何文件。请不要删除文件夹，联系县级管理员；备份文件仍然可用。`,
  );

export const notFinished = (error: unknown): Trouble =>
  trouble(
    'RESTORE_NOT_FINISHED',
    `恢复没有做完（系统代码 ${systemCode(error)}），重新打开参保台会接着做。请检查磁盘空间和权限；备份文件仍然可用。`,
  );

/** The vault's words where they speak of this machine; here it is the backup's. */
export function inRestore(said: Trouble): Trouble {
  if (said.code === 'VAULT_ACCOUNT')
    return trouble(
      said.code,
      '这份备份的口令在原来那台电脑的系统里还有一半，换了电脑只凭口令打不开。请在原来的电脑、原来的系统账户下恢复；电脑已坏的，请县级管理员两人持恢复密钥，用“npm run vault -- recover --backup”重设口令后再恢复。',
    );
  if (said.code === 'VAULT_ALTERED')
    return trouble(said.code, '口令对，但备份里的密钥库被改动过，没有恢复。请换一份备份，并告诉县级管理员。');
  return said;
}
