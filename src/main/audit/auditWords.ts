import type { FindingKind } from '#shared/audit/act';
import type { Trouble } from '#shared/host';
import type { AuditFinding } from './verifyLog';

export const NEWER_AUDIT: Trouble = {
  code: 'AUDIT_NEWER',
  text: '本机的审计日志是由更新版本的参保台写的，这个版本没有改动它，也不再往里写。请安装新版本。',
};

export const unwritten = (code: string): Trouble => ({
  code: 'AUDIT_UNWRITTEN',
  text: `审计日志写不进磁盘（${code}）。业务照常受理；要查看完整号码，请先清理磁盘空间或请管理员检查磁盘。`,
});

const place = ({ segment, after }: AuditFinding): string =>
  `审计日志第 ${segment} 个文件${after === 0 ? '' : `第 ${after} 条之后`}`;

const REPORT = '已记入日志；请告知主管，由县里核查。';

/** What was found, in a clerk's words: what happened, where, and what to do. */
const SAID: Readonly<Record<FindingKind, (found: AuditFinding) => string>> = {
  torn: (found) => `${place(found)}有一条没有写完，多半是断电。之前的记录完好，不用处理。`,
  unreadable: (found) => `${place(found)}有内容损坏，读不出来，其余记录完好。${REPORT}`,
  header: (found) => `${place(found)}的文件头损坏，里面能读的记录照常保留。${REPORT}`,
  unproven: (found) =>
    `${place(found)}的校验密钥在这个 Windows 账号下打不开，只能核对先后，不能核对每条是否被改过。请用原来的账号打开一次核对。`,
  altered: (found) => `${place(found)}有一条被改动过，或不是本机写的。${REPORT}`,
  foreign: (found) => `${place(found)}整份都不是本机写的，可能是从别的电脑拷来的。${REPORT}`,
  missing: (found) => `${place(found)}缺少记录，可能被人删去。${REPORT}`,
  twice: (found) => `${place(found)}有一条出现了两次，可能被人复制。${REPORT}`,
  order: (found) => `${place(found)}的记录次序被调换过。${REPORT}`,
  broken: (found) => `${place(found)}的记录与前一条不相衔接，可能被人替换。${REPORT}`,
  cut: (found) =>
    `审计日志的末尾少了：第 ${found.after} 条之后原来还有记录，可能被人截去，或恢复了旧备份。${REPORT}`,
  segment: (found) => `审计日志第 ${found.segment} 个文件被改动、调换或删去。${REPORT}`,
  note: (found) =>
    `审计日志旁边的校验文件不见了或被改动，第 ${found.after} 条之后是否少了记录，要等联网与平台核对。${REPORT}`,
  contradicted: (found) =>
    `平台保存的审计日志与本机的对不上：第 ${found.after} 条之后，平台有的记录本机没有了，可能被人截去、改写，或恢复了旧备份。${REPORT}`,
};

export const findingText = (found: AuditFinding): string => SAID[found.kind](found);
