import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Trouble } from '#shared/host';
import { ReaderSetting } from '#shared/readers/setting';
import { ok, type Result } from '#shared/result';
import { saveAtomically } from '../workbooks/saveAtomically';

const File = z.strictObject({ version: z.literal(1), setting: ReaderSetting.nullable() });

/** Which reader stands at this machine (`reader.json`). A file that cannot be read, or of a newer program, is no setting and stays as it is. */
export class ReaderSettingFile {
  private constructor(
    private readonly path: string,
    private setting: ReaderSetting | null,
  ) {}

  static async open(folder: string): Promise<ReaderSettingFile> {
    const path = join(folder, 'reader.json');
    try {
      return new ReaderSettingFile(path, File.parse(JSON.parse(await readFile(path, 'utf8'))).setting);
    } catch {
      return new ReaderSettingFile(path, null);
    }
  }

  get current(): ReaderSetting | null {
    return this.setting;
  }

  /** In force once the file is whole on the disk. */
  async change(setting: ReaderSetting | null): Promise<Result<void, Trouble>> {
    const text = `${JSON.stringify(File.parse({ version: 1, setting }), null, 2)}\n`;
    const saved = await saveAtomically(this.path, Buffer.from(text));
    if (!saved.ok) return saved;
    this.setting = setting;
    return ok(undefined);
  }
}
