import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReaderSetting } from '#shared/readers/setting';
import type { ReaderLimits } from './adapter';
import { Readers } from './readers';
import { ReaderSettingFile } from './settingFile';

/** For tests: limits that nobody has to wait for, and small enough to be met. */
export const READ_QUICKLY: ReaderLimits = {
  open: { timeoutMs: 3_000, maxBytes: 10_000 },
  close: { timeoutMs: 500, maxBytes: 10_000 },
  read: { timeoutMs: 3_000, maxBytes: 200_000 },
  waitMs: 300,
  againMs: 5,
};

/** For tests: the readers of a machine on which this one is set. */
export async function readersAt(
  setting: Pick<ReaderSetting, 'adapter' | 'port'> & Partial<ReaderSetting>,
  limits: Partial<ReaderLimits> = {},
): Promise<Readers> {
  const file = await ReaderSettingFile.open(mkdtempSync(join(tmpdir(), 'canbao-reader-')));
  const readers = new Readers(file, { ...READ_QUICKLY, ...limits });
  const chosen = await readers.choose({ call: null, businessType: null, ...setting });
  if (!chosen.ok) throw new Error(chosen.error.text);
  return readers;
}
