import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CivilDate } from '#shared/domain/civilDate';
import type { Jurisdiction } from '#shared/domain/region';
import { readLines } from './operator/lines';
import { type Operator, operatorOf } from './operator/operator';
import { VillageMoves } from './register/moveVillages';
import { SAMPLE_COUNTY, SAMPLE_DAY, SAMPLE_JURISDICTION } from './sample';
import { startPlatform } from './server';
import { DeskAssignment } from './service/access';

const USAGE = `参保台参考平台

  npm run platform -- serve [--folder 文件夹] [--port 端口] [--host 地址] [--sample] [--today 2026-11-22]
      启动服务;--sample 在空库中装入虚构的青禾镇。设有 DATABASE_URL 时用 PostgreSQL,否则用文件夹里的内嵌数据库。
  npm run platform -- registration-code [--folder 文件夹] [--prefix 220199100] [--name 青禾镇]
      发一个登记码，登记一台设备。
  npm run platform -- tax-feedback 文件 [--folder 文件夹]
      录入税务回传（JSON:{"payments":[…]} 或每行一条）。
  npm run platform -- import-operations 文件 --device 名称 [--folder 文件夹]
      批量办理其他经办机构的业务（每行一条 {"matter","body","day"?,"clerk"?}）。
  npm run platform -- publish-policy 文件 [--folder 文件夹]
      签名并发布政策包（JSON:{"version","dictionary","limits","review"?}），版本须比已发布的新。
  npm run platform -- move-village 旧代码=新代码 [旧代码=新代码 …] --name 新乡镇名 [--folder 文件夹]
      撤乡并镇：村（居）改代码，村里的人、户、单位一起改；旧代码仍然认得。
  npm run platform -- assign-desk 设备编号 --prefix 220199101 --name 乡镇名 [--folder 文件夹]
      把一台已登记的设备改管另一个辖区；设备下次联系平台时自己知道，不用重新登记，没传完的业务照常上传。

serve 以外的各项在服务运行时或停止时都可以用；服务运行时经由服务办理。`;

const OPTIONS = {
  folder: { type: 'string', default: '.cache/platform' },
  port: { type: 'string', default: '7077' },
  host: { type: 'string', default: '127.0.0.1' },
  today: { type: 'string' },
  sample: { type: 'boolean', default: false },
  template: { type: 'string', default: 'out/platform-template' },
  device: { type: 'string' },
  prefix: { type: 'string', multiple: true },
  name: { type: 'string' },
} as const;

const print = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

/** One sentence on standard error and a failing exit code. */
function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values'];

/** The fixed day, the sample's own by default; null: the real date. */
function dayOf(values: Values): CivilDate | null | undefined {
  if (values.today === undefined) return values.sample ? SAMPLE_DAY : null;
  return CivilDate.safeParse(values.today).data;
}

const placeOf = (values: Values) => ({
  folder: resolve(values.folder),
  databaseUrl: process.env.DATABASE_URL || null,
  sample: values.sample,
  template: resolve(values.template),
});

function jurisdictionOf(values: Values, otherwise: Jurisdiction): Jurisdiction {
  const prefixes = values.prefix;
  if (prefixes === undefined || prefixes[0] === undefined)
    return { ...otherwise, name: values.name ?? otherwise.name };
  return { region: prefixes[0].slice(0, 6), name: values.name ?? prefixes.join('、'), prefixes };
}

async function serve(values: Values): Promise<void> {
  const today = dayOf(values);
  const port = Number(values.port);
  if (today === undefined) return fail('--today 应为 YYYY-MM-DD。');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return fail('--port 应为 0 到 65535 的整数。');
  const started = await startPlatform({
    ...placeOf(values),
    host: values.host,
    port,
    today,
    taxToken: process.env.CANBAO_TAX_TOKEN || null,
  });
  if (!started.ok) return fail(started.error.text);
  const platform = started.value;
  const code = await platform.registrationCode(jurisdictionOf(values, SAMPLE_JURISDICTION));
  print({
    event: 'ready',
    url: platform.url,
    code,
    engine: platform.db.engine,
    today: platform.clock.today(),
  });
  const stop = (): void => {
    void platform.stop().then(() => {
      print({ event: 'stopped' });
      process.exit(0);
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function operate(command: string, file: string | undefined, values: Values): Promise<void> {
  const today = dayOf(values);
  if (today === undefined) return fail('--today 应为 YYYY-MM-DD。');
  const needsFile = command !== 'registration-code';
  if (needsFile && file === undefined) return fail(`${command} 需要一个文件。\n\n${USAGE}`);
  const lines = needsFile ? readLines(await readFile(file ?? '', 'utf8')) : null;
  if (lines !== null && !lines.ok) return fail(lines.error);
  if (command === 'import-operations' && values.device === undefined)
    return fail('import-operations 需要 --device 名称。');
  const opened = await operatorOf(placeOf(values), today);
  if (!opened.ok) return fail(opened.error.text);
  const operator = opened.value;
  try {
    if (lines === null) {
      print({ code: await operator.registrationCode(jurisdictionOf(values, SAMPLE_JURISDICTION)) });
    } else if (command === 'publish-policy') {
      const published = await operator.publishPolicy(lines.value[0]);
      if (!published.ok) return fail(published.error);
      print({ published: published.value.version });
    } else if (command === 'tax-feedback') {
      const taken = await operator.taxFeedback(lines.value);
      print(taken);
      if (taken.rejected.length > 0) process.exitCode = 2;
    } else {
      const jurisdiction = jurisdictionOf(values, SAMPLE_COUNTY);
      const results = await operator.importOperations({
        device: values.device ?? '',
        jurisdiction,
        lines: lines.value,
      });
      for (const result of results) print(result);
      if (!results.every((r) => 'verdict' in r && r.verdict.outcome === 'applied')) process.exitCode = 2;
    }
  } finally {
    await operator.close();
  }
}

const OPERATED = new Set(['registration-code', 'tax-feedback', 'import-operations', 'publish-policy']);

async function withOperator(values: Values, work: (operator: Operator) => Promise<void>): Promise<void> {
  const today = dayOf(values);
  if (today === undefined) return fail('--today 应为 YYYY-MM-DD。');
  const opened = await operatorOf(placeOf(values), today);
  if (!opened.ok) return fail(opened.error.text);
  try {
    await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

async function moveVillage(pairs: readonly string[], values: Values): Promise<void> {
  const moves = pairs.map((pair) => ({ from: pair.split('=')[0], to: pair.split('=')[1] }));
  const asked = VillageMoves.safeParse({ moves, townName: values.name });
  if (!asked.success)
    return fail(`应写成 旧代码=新代码（各 12 位数字），并用 --name 写明新乡镇名。\n\n${USAGE}`);
  await withOperator(values, async (operator) => {
    const moved = await operator.moveVillages(asked.data);
    if (moved.ok) print(moved.value);
    else fail(moved.error);
  });
}

async function assignDeskTo(device: string | undefined, values: Values): Promise<void> {
  if (device === undefined || values.prefix === undefined)
    return fail(`assign-desk 需要设备编号和 --prefix。\n\n${USAGE}`);
  const asked = DeskAssignment.safeParse({
    device,
    jurisdiction: jurisdictionOf(values, SAMPLE_JURISDICTION),
  });
  if (!asked.success) return fail('--prefix 应为 6、9 或 12 位数字的区划代码。');
  await withOperator(values, async (operator) => {
    const assigned = await operator.assignDesk(asked.data);
    if (assigned.ok) print({ ...assigned.value, now: asked.data.jurisdiction });
    else fail(assigned.error);
  });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [command, file] = positionals;
  if (command === 'serve') await serve(values);
  else if (command !== undefined && OPERATED.has(command)) await operate(command, file, values);
  else if (command === 'move-village') await moveVillage(positionals.slice(1), values);
  else if (command === 'assign-desk') await assignDeskTo(file, values);
  else fail(USAGE);
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
