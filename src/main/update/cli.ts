import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { canonicalJson } from '#shared/json';
import { err, ok, type Result } from '#shared/result';
import { STORE_FORMATS } from '#shared/update/formats';
import { keyIdOf, openHead, UPDATE_END, UpdateHead, UpdateKey, updateKeyOf } from '#shared/update/manifest';
import { nodeFiles } from '../journal/fileLayer';
import { replaceFile } from '../journal/replaceFile';
import { manifestOf, readMade, signFile, unsignedPrefix, writeUpdate } from './makeUpdate';

const USAGE = [
  '用法：',
  '  npm run update -- keys --out 文件夹',
  '      生成一对签名密钥：私钥只放在离线机器上，公钥在构建时写进程序（CANBAO_UPDATE_KEYS）。',
  '  npm run update -- make --from 程序文件夹 --version 1.2.0 --min 1.1.0 --system win32-x64 --day 2026-12-01',
  '                         --start canbao-desk.exe --out 文件夹 [--note 说明]… [--leave-out 路径开头]…',
  '      把程序文件夹做成未签名的更新文件。',
  `  npm run update -- sign --in canbao-desk-1.2.0.unsigned --key 私钥.json [--key 旧私钥.json]`,
  '      在离线机器上核对内容并签名；换密钥期间用新旧两把都签。',
  `  npm run update -- show --in canbao-desk-1.2.0${UPDATE_END} [--public 公钥]`,
  '      看更新文件的内容；给出公钥时核对签名。',
].join('\n');

const UNSIGNED_END = '.unsigned';
const SecretFile = z.strictObject({
  kind: z.literal('canbao-update-key'),
  id: z.string(),
  secret: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What is said when it is done, or why it is not. */
export async function updateCommand(args: readonly string[]): Promise<Result<string, string>> {
  let parsed: ReturnType<typeof options>;
  try {
    parsed = options(args);
  } catch {
    return err(USAGE);
  }
  const { values, positionals } = parsed;
  try {
    switch (positionals[0]) {
      case 'keys':
        return values.out ? await keys(resolve(values.out)) : err(USAGE);
      case 'make':
        return await make(values);
      case 'sign':
        return values.in && values.key ? await sign(resolve(values.in), values.key) : err(USAGE);
      case 'show':
        return values.in ? await show(resolve(values.in), values.public ?? null) : err(USAGE);
      default:
        return err(USAGE);
    }
  } catch (error) {
    return err(`没有做成：${error instanceof Error ? error.message : String(error)}`);
  }
}

const options = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      from: { type: 'string' },
      version: { type: 'string' },
      min: { type: 'string' },
      system: { type: 'string' },
      day: { type: 'string' },
      start: { type: 'string' },
      note: { type: 'string', multiple: true },
      'leave-out': { type: 'string', multiple: true },
      in: { type: 'string' },
      key: { type: 'string', multiple: true },
      public: { type: 'string' },
    },
  });
type Values = ReturnType<typeof options>['values'];

async function keys(folder: string): Promise<Result<string, string>> {
  const secret = randomBytes(32).toString('hex');
  const key = updateKeyOf(secret);
  const id = keyIdOf(key);
  const file: z.infer<typeof SecretFile> = { kind: 'canbao-update-key', id, secret };
  await mkdir(folder, { recursive: true });
  const name = `update-key-${id}.json`;
  if ((await nodeFiles.readAll(join(folder, name))) !== null) return err(`${name} 已经在了，没有改动。`);
  await replaceFile(nodeFiles, folder, name, [Buffer.from(`${JSON.stringify(file, null, 2)}\n`)]);
  return ok(`私钥 ${join(folder, name)}（只放在离线机器上，留两份）\n公钥 ${key}\n编号 ${id}`);
}

async function make(values: Values): Promise<Result<string, string>> {
  const { from, out, version, min, system, day, start, note = [] } = values;
  const { 'leave-out': left = [] } = values;
  if (!from || !out || !version || !min || !system || !day || !start) return err(USAGE);
  const facts = {
    version,
    minVersion: min,
    system,
    releasedOn: day,
    notes: note,
    start,
    stores: STORE_FORMATS,
  };
  const manifest = await manifestOf({
    from: resolve(from),
    facts,
    leaveOut: (path) => left.some((beginning) => path.startsWith(beginning)),
  });
  await mkdir(resolve(out), { recursive: true });
  const path = join(resolve(out), `canbao-desk-${version}${UNSIGNED_END}`);
  await writeUpdate(path, unsignedPrefix(manifest), resolve(from), manifest);
  return ok(`${path}：${manifest.files.length} 个文件，${manifest.payload.length} 字节，还没有签名。`);
}

async function sign(unsigned: string, keyFiles: readonly string[]): Promise<Result<string, string>> {
  if (!unsigned.endsWith(UNSIGNED_END)) return err(USAGE);
  const secrets: string[] = [];
  for (const path of keyFiles)
    secrets.push(SecretFile.parse(JSON.parse(await readFile(resolve(path), 'utf8'))).secret);
  const path = `${unsigned.slice(0, -UNSIGNED_END.length)}${UPDATE_END}`;
  if (!(await signFile(unsigned, path, secrets)))
    return err('内容与清单对不上，没有签名。请重新拷贝，或重新制作。');
  return ok(`${path}：已用 ${secrets.map((secret) => keyIdOf(updateKeyOf(secret))).join('、')} 签名。`);
}

async function show(path: string, key: string | null): Promise<Result<string, string>> {
  const { manifest, signatures } = await readMade(path);
  const { files, ...rest } = manifest;
  const head = UpdateHead.safeParse({ manifest: canonicalJson(manifest), signatures });
  const verdict =
    key === null
      ? '没有给出公钥，签名没有核对。'
      : head.success && openHead(head.data, [UpdateKey.parse(key)]).ok
        ? '签名正确。'
        : '签名不对。';
  const lines = [
    JSON.stringify({ ...rest, files: files.length }, null, 2),
    `签名 ${signatures.map(({ key: id }) => id).join('、') || '无'}`,
    verdict,
  ];
  return verdict === '签名不对。' ? err(lines.join('\n')) : ok(lines.join('\n'));
}
