import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainCodec } from '#shared/codec';
import { err, ok, type Result } from '#shared/result';
import { readFrames } from '../journal/frames';
import { ACCESS_FILE, readAccess } from './accessLog';
import { accessLine } from './accessWords';

const USAGE = '用法：npm run access-log -- 数据文件夹（CANBAO_USER_DATA）';

/** 查看记录 of every clerk of a desk, for whoever administers its machine; the file is only read. */
export async function accessLogCommand(args: readonly string[]): Promise<Result<string, string>> {
  const [folder] = args;
  if (folder === undefined || args.length > 1) return err(USAGE);
  const path = join(folder, 'access', ACCESS_FILE.name);
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return err(`读不出 ${path}。请检查数据文件夹；还没有人查看过号码的，没有这个文件。`);
  const { records, damage, header } = readFrames(bytes, ACCESS_FILE.kind);
  if (header === 'newer') return err('这个文件是较新版本的参保台写的，请用新版本读。');
  const entries = readAccess(
    plainCodec,
    records.map(({ content }) => content),
  );
  const lines = entries.map(accessLine);
  const torn = damage.length > 0 ? [`有 ${damage.length} 处损坏，读不出来；其余各条完整。`] : [];
  return ok([...lines, ...torn].join('\n'));
}
