import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { actText } from '#shared/audit/actWords';
import { systemOf } from '../vault/testVault';
import { auditCommand } from './cli';
import { closedLog, dayOfActs, fileOf, openAudit, recordsIn } from './testAudit';

let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'canbao-auditCommand-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const said = async (...args: string[]): Promise<string> => {
  const done = await auditCommand(args);
  return done.ok ? done.value : `！${done.error}`;
};

test('[AU16] the command prints findings and an entry a line, and changes nothing', async () => {
  const folder = join(data, 'audit');
  await closedLog(folder, 12);
  const sound = await said(data);
  expect(sound).toContain('共 12 条，1 个文件');
  expect(sound).toContain('没有发现问题');
  for (const act of dayOfActs(11)) expect(sound).toContain(actText(act));
  expect(sound.split('\n')).toHaveLength(14);
  const path = join(folder, 'audit.jnl');
  const cut = fileOf(recordsIn(await readFile(path)).filter((_, at) => at !== 5));
  await writeFile(path, cut);
  expect(await said(data)).toMatch(/共 11 条[\s\S]*缺少记录/);
  expect(Buffer.from(cut).equals(await readFile(path))).toBe(true);
});

test('[AU16] where the system keeps the key it says what could not be proven; a folder without a log is said', async () => {
  const log = await openAudit(join(data, 'audit'), { system: systemOf() });
  await log.note({ act: 'stop' });
  await log.close();
  expect(await said(data)).toContain('其中 2 条的校验密钥由 Windows 保管');
  expect(await said(join(data, 'nowhere'))).toContain('没有审计日志');
  expect(await said()).toContain('用法');
});
