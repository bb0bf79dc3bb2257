import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isCivilDate } from '#shared/domain/civilDate';
import { RegionCode } from '#shared/domain/region';
import { BOOK_NAMES, reportBook, visitBook } from '#shared/migration/books';
import { MIGRATION_LIMITS } from '#shared/migration/limits';
import type { Migration } from '#shared/migration/migrate';
import { goingTo } from '#shared/migration/report';
import { reportLines } from '#shared/migration/reportText';
import { err, ok, type Result } from '#shared/result';
import { plainWorkbook } from '../workbooks/plainWorkbook';
import { PRIVATE_FILES, saveAtomically } from '../workbooks/saveAtomically';
import { migrateFiles } from './readFiles';

const USAGE = [
  '用法：',
  '  npm run migrate -- 户登记表.xlsx --hukou 公安户籍.xlsx [--employees 职工参保名单.xlsx] [--dry-run] [--out 文件夹]',
  '  --hukou      公安户籍数据；不写的，户籍表要在户登记表的同一个工作簿里',
  '  --employees  职工医保正常参保人员名单；不写的，职工参保的人不能剔除',
  '  --region     县区代码（6 位）；不写的，取户登记表里多数身份证号的前 6 位',
  '  --on         办理日期（2026-11-22 的样子）；不写的，取今天',
  '  --dry-run    只显示对账报告，不写文件',
  '  --out        报告、入户调查名单和待登记名单写到哪里；不写的，写在当前文件夹',
].join('\n');
/** Names of the files that are written. */
export const WRITTEN = {
  report: `${BOOK_NAMES.report}.xlsx`,
  visits: `${BOOK_NAMES.visits}.xlsx`,
  registrations: '待登记名单.jsonl',
} as const;

async function bytesOf(path: string): Promise<Result<Uint8Array, string>> {
  try {
    const { size } = await stat(path);
    if (size > MIGRATION_LIMITS.bytes)
      return err(
        `文件 ${path} 超过 ${Math.round(MIGRATION_LIMITS.bytes / 1e6)} MB，请按村或按片拆成几个文件。`,
      );
    return ok(new Uint8Array(await readFile(path)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return err(`读不出文件 ${path}（${code ?? '原因不明'}）。请检查文件名，或 U 盘是否还插着。`);
  }
}

interface Asked {
  readonly households: string;
  readonly police: string | null;
  readonly employees: string | null;
  readonly region: string | null;
  readonly on: string;
  readonly dryRun: boolean;
  readonly out: string;
}

function asked(args: readonly string[], today: string): Asked | null {
  const text = { type: 'string' } as const;
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        hukou: text,
        employees: text,
        region: text,
        on: text,
        out: text,
        'dry-run': { type: 'boolean' },
      },
    });
    const [households] = positionals;
    const {
      hukou = null,
      employees = null,
      region = null,
      on = today,
      out = '.',
      'dry-run': dryRun = false,
    } = values;
    if (households === undefined || positionals.length > 1 || !isCivilDate(on)) return null;
    if (region !== null && !RegionCode.safeParse(region).success) return null;
    return { households, police: hukou, employees, region, on, dryRun, out };
  } catch {
    // `parseArgs` throws on options that do not exist.
    return null;
  }
}

/** Carries out one run; gives the text to print, or the sentence to fail with. `today` is taken where no day is given. */
export async function runMigrateCommand(
  args: readonly string[],
  today: string,
): Promise<Result<string, string>> {
  const ask = asked(args, today);
  if (ask === null) return err(USAGE);
  const households = await bytesOf(ask.households);
  if (!households.ok) return households;
  const police = ask.police === null ? ok(null) : await bytesOf(ask.police);
  if (!police.ok) return police;
  const employees = ask.employees === null ? ok(null) : await bytesOf(ask.employees);
  if (!employees.ok) return employees;
  const found = migrateFiles(
    { households: households.value, police: police.value, employees: employees.value },
    { on: ask.on, region: ask.region, insured: [] },
  );
  if (!found.ok) return found;
  const lines = [
    ...reportLines(found.value.report),
    ...(ask.region === null
      ? [`地区按户登记表的身份证号推定为 ${found.value.report.region}，可用 --region 指定。`]
      : []),
  ];
  if (ask.dryRun) return ok([...lines, '只作核对，没有写文件，没有登记任何人。'].join('\n'));
  const written = await writeAll(found.value, resolve(ask.out));
  if (!written.ok) return written;
  return ok([...lines, ...written.value].join('\n'));
}

/** What a run leaves on the disk; personal data, so for this user's eyes only. */
async function writeAll({ people, report }: Migration, folder: string): Promise<Result<string[], string>> {
  const registrations = people.flatMap(({ registration }) => (registration === null ? [] : [registration]));
  const files: [keyof typeof WRITTEN, Uint8Array][] = [
    ['report', await plainWorkbook(BOOK_NAMES.report, reportBook(report, people), report.on)],
    ['visits', await plainWorkbook(BOOK_NAMES.visits, visitBook(report, people), report.on)],
    ['registrations', Buffer.from(registrations.map((one) => `${JSON.stringify(one)}\n`).join(''))],
  ];
  for (const [which, bytes] of files) {
    const saved = await saveAtomically(join(folder, WRITTEN[which]), bytes, PRIVATE_FILES);
    if (!saved.ok) return err(saved.error.text);
  }
  const visits = goingTo(report.classes, 'visit');
  return ok([
    `已写到 ${folder}：${WRITTEN.report}，${WRITTEN.visits}（${visits} 人），${WRITTEN.registrations}（${registrations.length} 人，含完整证件号码，用后请删除）。`,
    '命令行不登记任何人：登记要由经办人受理、留流水账。请在参保台“设置 → 户转人”读入同样的文件，核对后登记。',
  ]);
}
