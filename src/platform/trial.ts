import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ParentPort } from 'electron';
import { z } from 'zod';
import { CivilDate } from '#shared/domain/civilDate';
import type { PracticeCast } from '#shared/practice/practice';
import { practiceCast } from './practiceCast';
import { SAMPLE_COUNTY, SAMPLE_DAY, SAMPLE_JURISDICTION } from './sample';
import { startPlatform } from './server';
import { importOperations } from './service/agency';

/**
 * Entry of trial mode's utility process: the reference platform with the sample township, for one desk on this machine. It
 * tells its parent where it listens and ends with it.
 */

/** What this process tells its parent. */
export type TrialMessage =
  | { type: 'ready'; url: string; code: string; cast?: PracticeCast }
  | { type: 'failed'; text: string }
  | { type: 'county'; ask: number; error: string | null };

/** What its parent asks of it. */
const FromParent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('stop') }),
  /** Practice (练习): the county does these lines, as `import-operations` would. */
  z.strictObject({
    type: z.literal('county'),
    ask: z.number().int(),
    lines: z.array(z.unknown()).min(1).max(10),
  }),
]);

const ORPHAN_CHECK_MS = 2_000;

async function run(port: ParentPort): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      today: { type: 'string', default: SAMPLE_DAY },
      template: { type: 'string' },
      port: { type: 'string', default: '0' },
      practice: { type: 'boolean', default: false },
    },
    strict: false,
  });
  const tell = (message: TrialMessage): void => port.postMessage(message);
  const today = CivilDate.safeParse(values.today);
  if (typeof values.folder !== 'string' || !today.success) {
    tell({ type: 'failed', text: '试用平台的启动参数不对：需要 --folder 和 --today YYYY-MM-DD。' });
    return;
  }
  const beside = join(dirname(fileURLToPath(import.meta.url)), '..', 'platform-template');
  const started = await startPlatform({
    folder: values.folder,
    databaseUrl: null,
    sample: true,
    template: typeof values.template === 'string' ? values.template : beside,
    today: today.data,
    port: Number(values.port),
  });
  if (!started.ok) {
    tell({ type: 'failed', text: started.error.text });
    return;
  }
  const platform = started.value;
  const leave = (): void => {
    void platform.stop().then(() => process.exit(0));
  };
  const county = async (ask: number, lines: readonly unknown[]): Promise<void> => {
    const device = '县经办机构';
    const results = await importOperations(platform.db, platform.clock, {
      device,
      jurisdiction: SAMPLE_COUNTY,
      lines,
    });
    const failed = results.find((one) => !('verdict' in one) || one.verdict.outcome !== 'applied');
    const why = failed && ('verdict' in failed ? `没有生效：${failed.verdict.outcome}` : failed.error);
    tell({ type: 'county', ask, error: why ?? null });
  };
  port.on('message', (event) => {
    const asked = FromParent.safeParse(event.data);
    if (!asked.success) return;
    if (asked.data.type === 'stop') return leave();
    const { ask, lines } = asked.data;
    if (values.practice !== true) return tell({ type: 'county', ask, error: '只有练习平台替县里办理。' });
    county(ask, lines).catch((error: unknown) =>
      tell({ type: 'county', ask, error: error instanceof Error ? error.message : String(error) }),
    );
  });
  process.on('disconnect', leave);
  process.on('SIGTERM', leave);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave();
  }, ORPHAN_CHECK_MS).unref();
  tell({
    type: 'ready',
    url: platform.url,
    code: await platform.registrationCode(SAMPLE_JURISDICTION, { voidOthers: true }),
    ...(values.practice === true ? { cast: practiceCast() } : {}),
  });
}

const port = process.parentPort as ParentPort | undefined;
if (port === undefined) {
  process.stderr.write(
    '试用平台由参保台自己启动；要单独运行平台，请用 npm run platform -- serve --sample。\n',
  );
  process.exitCode = 1;
} else {
  run(port).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    port.postMessage({ type: 'failed', text: `试用平台没有启动成功：${why}` } satisfies TrialMessage);
    process.exitCode = 1;
  });
}
