import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { BAG_FAULT_TEXTS, MAX_BAG_BYTES, readBag } from '#shared/bag/bag';
import { err, ok, type Result } from '#shared/result';
import { platformTransport } from '../delivery/transport';
import { saveAtomically } from '../workbooks/saveAtomically';
import { pressHere } from './bagWork';
import { deliverBag } from './deliverBag';

const USAGE = [
  '用法：',
  '  npm run bag -- show 包.cbbag',
  '  npm run bag -- deliver --in 包.cbbag --url https://平台地址 --out 答复.cbbag',
].join('\n');

const KINDS = { delivery: '离线包（送往平台）', answer: '答复包（拿回原电脑）' } as const;

async function fileOf(path: string): Promise<Result<string, string>> {
  try {
    const bytes = await readFile(path);
    return bytes.length > MAX_BAG_BYTES ? err(BAG_FAULT_TEXTS['too-large']) : ok(bytes.toString('utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return err(`读不出文件 ${path}（${code ?? '原因不明'}）。请检查文件名，或 U 盘是否还插着。`);
  }
}

/** What the outside of a bag tells: nothing about anybody. */
async function show(path: string): Promise<Result<string, string>> {
  const text = await fileOf(path);
  if (!text.ok) return text;
  const read = readBag(Buffer.from(text.value));
  if (!read.ok) return err(BAG_FAULT_TEXTS[read.error]);
  const { kind, device, number, operations, madeAt, from, to, answers } = read.value.header;
  const lines = [
    `种类：${KINDS[kind]}`,
    `编号：第 ${number} 号`,
    `电脑：${device}`,
    `${kind === 'answer' ? '答复' : '业务'}：${operations} 笔`,
    `时间：${madeAt}`,
    `封包一方：${from}，收包一方：${to}`,
    `文件摘要：${read.value.digest}`,
  ];
  return ok((answers === null ? lines : [...lines, `答复的包：${answers}`]).join('\n'));
}

async function deliver(of: { in: string; url: string; out: string }): Promise<Result<string, string>> {
  const text = await fileOf(of.in);
  if (!text.ok) return text;
  const { bags } = platformTransport({ url: of.url });
  if (!bags) return err(USAGE);
  const delivered = await deliverBag(text.value, bags, pressHere);
  if (!delivered.ok) return err(delivered.error.text);
  const saved = await saveAtomically(of.out, Buffer.from(delivered.value.answer));
  const { number, operations } = delivered.value.bag.header;
  return saved.ok
    ? ok(
        `第 ${number} 号离线包（${operations} 笔）已送到，答复在 ${of.out}。请拿回原电脑，在“同步”里读入答复包。`,
      )
    : err(`${saved.error.text}平台已经收到这个包；再送一次可以再取答复，不会重复办理。`);
}

/** Carries out one command; gives the sentence to print, or the one to fail with. */
export async function runBagCommand(args: readonly string[]): Promise<Result<string, string>> {
  const [command, ...rest] = args;
  try {
    if (command === 'show') {
      const { positionals } = parseArgs({ args: rest, allowPositionals: true });
      const [path] = positionals;
      return path === undefined || positionals.length > 1 ? err(USAGE) : await show(path);
    }
    if (command === 'deliver') {
      const text = { type: 'string' } as const;
      const { values } = parseArgs({ args: rest, options: { in: text, url: text, out: text } });
      const { in: from, url, out } = values;
      return from && url && out ? await deliver({ in: from, url, out }) : err(USAGE);
    }
  } catch {
    // `parseArgs` throws on options that do not exist.
  }
  return err(USAGE);
}
