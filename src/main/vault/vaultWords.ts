import type { Trouble } from '#shared/host';

/** What the vault says when it does not do what was asked: to a clerk, with what to do now. */
const trouble = (code: string, text: string): Trouble => ({ code, text });

export const THERE_ALREADY = trouble('VAULT_THERE', '本机已经设置过口令。请直接登录。');
export const NO_VAULT = trouble('VAULT_ABSENT', '本机还没有设置口令，或者已经停用。');
export const LOCKED = trouble('LOCKED', '已锁定，请先登录。刚才的操作没有进行。');
export const NOT_ADMINISTRATOR = trouble('ROLE', '这项操作要由本机管理员登录后进行。现在什么都没有改变。');
export const NO_ADMINISTRATOR = trouble('ROLE', '第一个使用本机的人必须是管理员，以后由他录用其他经办人。');
export const LAST_ADMINISTRATOR = trouble(
  'ROLE',
  '本机至少要留一名管理员，也不能移除自己。请先把另一人设为管理员，由他来办。',
);
export const NOBODY = trouble('CLERK_UNKNOWN', '本机没有这名经办人，请重新选择。');
export const TOO_MANY = trouble('CLERK_MANY', '本机经办人已满 20 名，请先移除已离岗的。');
export const WHO = trouble('CLERK_NAME', '请填写姓名（40 字以内）、工号（20 字以内），并至少选一个岗位。');
export const SAME_PERSON = trouble(
  'SAME_PERSON',
  '两人授权要由另一名同事输入他自己的口令，不能是您本人。请选择在场的同事。',
);
export const OLD_SECRET = trouble('SECRET_OLD', '原口令不对，口令没有改变。');
export const OTHER_ACCOUNT = trouble(
  'VAULT_ACCOUNT',
  '系统没有打开它保管的那一半密钥：可能换了系统账户，或系统密码被管理员重置过。请用原来的系统账户登录电脑再试；不行的，请县级管理员用恢复密钥恢复。本机数据没有改动，请不要删除。',
);
export const ALTERED = trouble(
  'VAULT_ALTERED',
  '口令对，但密钥库文件被改动过，程序没有打开它。请不要删除任何文件，联系县级管理员。',
);
export const NOT_A_COUNTY_KEY = trouble(
  'RECOVERY_KEY',
  '这不是县级恢复公钥：应为 64 个十六进制字符。请向县级管理员要“恢复公钥.txt”的内容。',
);

export const undelivered = (count: number): Trouble =>
  trouble(
    'UNDELIVERED',
    `还有 ${count} 笔业务没有送到平台，停用后它们再也打不开。请先连上网络送完，或导出离线包；确实不要了才可以强行停用。`,
  );

export const staffNoTaken = (staffNo: string): Trouble =>
  trouble('CLERK_NAME', `本机已有工号“${staffNo}”，请核对工号。`);

export const notNoted = (code: string): Trouble =>
  trouble(code, '磁盘写不进去，登录没有进行（登录次数必须先记下）。请清理磁盘或检查权限后再试。');

export const notKept = (code: string): Trouble =>
  trouble(code, '磁盘写不进去，这次改动没有生效，原来的口令仍然有效。请清理磁盘或检查权限后再试。');

/** In whole minutes from one minute on, rounded up: never a shorter wait than is owed. */
export const waitText = (ms: number): string =>
  ms < 60_000 ? `${Math.ceil(ms / 1000)} 秒` : `${Math.ceil(ms / 60_000)} 分钟`;

export const waiting = (ms: number): Trouble =>
  trouble(
    'SIGN_IN_WAIT',
    `口令错误次数太多，还要等 ${waitText(ms)} 才能再试；重新启动或改电脑时间都不会缩短。忘了口令的，请本机管理员重设。`,
  );

export const wrong = (left: number, waitMs: number): Trouble =>
  waitMs > 0
    ? trouble('SIGN_IN_WRONG', `口令不对。错误次数太多，要等 ${waitText(waitMs)} 才能再试。`)
    : trouble('SIGN_IN_WRONG', `口令不对，请再试。还可以错 ${left} 次，之后每错一次都要等待。`);
