import type { Trouble } from '#shared/host';
import { systemCode } from '../journal/fileLayer';
import type { BackupFault } from './backupReader';

/** What backup and restore say when they do not do what was asked: to a clerk, with what to do now. */
const trouble = (code: string, text: string): Trouble => ({ code, text });

const FAULTS: Readonly<Record<BackupFault, Trouble>> = {
  none: trouble(
    'BACKUP_NONE',
    '这不是参保台的备份文件。请选择名字以“参保台备份”开头、以 .cbbak 结尾的文件。',
  ),
  newer: trouble('BACKUP_NEWER', '这份备份是更新版本的参保台做的，这个版本读不了。请先安装新版本，再恢复。'),
  cut: trouble(
    'BACKUP_CUT',
    '这份备份不完整，后面缺了一截（可能没有复制完，或 U 盘被提前拔出）。请换一份备份。',
  ),
  damaged: trouble(
    'BACKUP_DAMAGED',
    '这份备份已损坏或被改动过，不能用来恢复。请换一份备份，也不要删除这一份，交给县级管理员查看。',
  ),
  key: trouble('BACKUP_KEY', '这份备份的密钥不在它带的密钥库里，打不开。请换一份备份，并告诉县级管理员。'),
  gone: trouble('BACKUP_GONE', '备份文件不在了，可能是 U 盘已拔出。请插上 U 盘再选一次。'),
  disk: trouble(
    'BACKUP_DISK',
    '备份文件读不出来，可能是 U 盘或磁盘坏了。请换一个 USB 口再试，或换一份备份。',
  ),
  stopped: trouble('BACKUP_STOPPED', '读备份时停下了，什么都没有改变。'),
};

export const faultTrouble = (fault: BackupFault): Trouble => FAULTS[fault];

export const NO_ROOM = trouble(
  'BACKUP_ROOM',
  '备份没有做成：存放备份的磁盘空间不够。请清理出空间，或换一个文件夹；已保存的业务不受影响。',
);
export const TURNED = trouble(
  'BACKUP_TURNED',
  '备份没有做成：本机的密钥库正在改动。请过一会儿再点一次“立即备份”。',
);
export const NO_KEY = trouble(
  'BACKUP_LOCKED',
  '备份没有做成：这次打开程序以后还没有人登录过，或刚更换了密钥。请登录后再点一次“立即备份”。',
);
export const BUSY = trouble('BACKUP_BUSY', '正在备份或演练，请等它做完。');

export const folderGone = (folder: string): Trouble =>
  trouble(
    'BACKUP_FOLDER',
    `选定的备份位置“${folder}”现在打不开（U 盘没有插上？），这一次备份先存在本机。请插上 U 盘，再点一次“立即备份”。`,
  );

export function writeTrouble(error: unknown, folder: string): Trouble {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return NO_ROOM;
  return trouble(
    'BACKUP_FAILED',
    `备份没有写进“${folder}”（系统代码 ${code}）。请检查 U 盘或磁盘，或换一个文件夹；已保存的业务不受影响。`,
  );
}
