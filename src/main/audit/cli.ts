import { join } from 'node:path';
import { actText } from '#shared/audit/actWords';
import type { AuditEntry } from '#shared/audit/entry';
import { err, ok, type Result } from '#shared/result';
import { type Files, nodeFiles } from '../journal/fileLayer';
import type { SystemSeal } from '../vault/wrap';
import { findingText } from './auditWords';
import { survey } from './survey';

const USAGE = '用法：npm run audit -- 数据文件夹（CANBAO_USER_DATA）';

/** The system's seal opens nothing at the command line; what hangs on it is not proven there. */
const NO_SEAL: SystemSeal = {
  isReal: async () => false,
  seal: () => Promise.reject(new Error('no seal')),
  open: () => Promise.reject(new Error('no seal')),
};

/** A disk on which nothing is made or changed. */
const READ_ONLY: Files = {
  ...nodeFiles,
  makeFolder: async () => undefined,
  openAppend: () => Promise.reject(new Error('read only')),
  rename: () => Promise.reject(new Error('read only')),
};

/** The audit log of a desk for county support: findings first, then an entry a line. The files are only read. */
export async function auditCommand(args: readonly string[]): Promise<Result<string, string>> {
  const [folder] = args;
  if (folder === undefined || args.length > 1) return err(USAGE);
  const place = { folder: join(folder, 'audit'), files: READ_ONLY, system: NO_SEAL };
  try {
    const { segments, verified } = await survey(place, null, true);
    if (segments.length === 0) return err(`${place.folder} 里没有审计日志。请检查数据文件夹。`);
    if (verified.newer) return err('这份审计日志是较新版本的参保台写的，请用新版本读。');
    const findings = verified.findings.map((found) => `！ ${findingText(found)}`);
    const unproven = verified.entries.filter(({ proven }) => !proven).length;
    const last = verified.entries.at(-1);
    const summary = [
      `共 ${verified.entries.length} 条，${segments.length} 个文件，末条校验值 ${last?.hash ?? '无'}`,
      ...(unproven === 0
        ? []
        : [
            `其中 ${unproven} 条的校验密钥由 Windows 保管，命令行打不开，只核对了先后；请在本机“设置”里核对。`,
          ]),
      ...(findings.length === 0 ? ['没有发现问题。'] : findings),
    ];
    return ok([...summary, ...verified.entries.map(({ entry }) => auditLine(entry))].join('\n'));
  } catch {
    return err(`读不出 ${place.folder}。请检查数据文件夹和访问权限。`);
  }
}

const auditLine = ({ n, at, clerk, did }: AuditEntry): string =>
  `${n}\t${at}\t${clerk ?? '—'}\t${actText(did)}`;
