import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { secretTrouble } from '#shared/vault/secretRules';
import { vaultIn, withVault } from '../backup/replaceVault';
import { nodeFiles } from '../journal/fileLayer';
import { PRIVATE_FILES, saveAtomically } from '../workbooks/saveAtomically';
import { nodeSuite } from './nodeSuite';
import { makeRecovery, openRecovery, type RecoveryFault } from './recovery';
import { readVault, type VaultContent, writeVault } from './vaultFile';
import { closed, VaultKeys } from './vaultKeys';
import { argon2, KDF_COST, type SystemSeal, wrapKey } from './wrap';

const USAGE = [
  '用法：',
  '  npm run vault -- recovery-key --out 文件夹',
  '      县级生成恢复密钥：一份公钥发给各窗口，两份私钥由两个人分别保管，谁也不能单独恢复。',
  '  npm run vault -- recover --vault 密钥库文件夹 --share 甲.json --share 乙.json --clerk 工号',
  '      两人到场，为这名经办人重设口令（从标准输入读一行）。先退出参保台，并留一份该文件夹的副本。',
  '  npm run vault -- recover --backup 备份.cbbak --share 甲.json --share 乙.json --clerk 工号',
  '      原来的电脑已不能用：在备份的一份副本里重设口令，再用这份副本在新电脑上恢复。原备份不变。',
].join('\n');

/** Outside Electron there is no seal of the system; the next sign-in in the program adds it. */
const NO_SYSTEM: SystemSeal = {
  isReal: async () => false,
  seal: () => Promise.reject(new Error('no system seal here')),
  open: () => Promise.reject(new Error('no system seal here')),
};

const FAULTS: Readonly<Record<RecoveryFault, string>> = {
  share: '有一份恢复密钥读不出来或抄错了。请重新取两人各自保管的文件。',
  'same-person': '两份恢复密钥是同一份。必须由两个人各出示一份。',
  'other-county': '这两份恢复密钥不是为本机的县级公钥生成的。请核对文件夹和密钥。',
  none: '本机没有登记县级恢复公钥，恢复密钥打不开它。请用备份恢复。',
  altered: '密钥库文件被改动过或已损坏，恢复密钥打不开它。请不要删除任何文件，用备份恢复。',
};

/** What is said when it is done, or why it is not. `readSecret`: one line, the new secret. */
export async function vaultCommand(
  args: readonly string[],
  readSecret: () => Promise<string>,
): Promise<Result<string, string>> {
  let parsed: ReturnType<typeof options>;
  try {
    parsed = options(args);
  } catch {
    return err(USAGE);
  }
  const [command] = parsed.positionals;
  const { out, vault, backup, share, clerk } = parsed.values;
  const [one, other, ...more] = share ?? [];
  if (command === 'recovery-key' && out) return inWords(await recoveryKey(resolve(out)));
  if (command === 'recover' && clerk && one && other && more.length === 0) {
    const who = { shares: [one, other] as const, staffNo: clerk, readSecret };
    if (vault && !backup) return inWords(await recover(resolve(vault), who));
    if (backup && !vault) return inWords(await recoverBackup(resolve(backup), who));
  }
  return err(USAGE);
}

const inWords = (answer: Result<string, Trouble>): Result<string, string> =>
  answer.ok ? answer : err(answer.error.text);

const options = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      vault: { type: 'string' },
      backup: { type: 'string' },
      share: { type: 'string', multiple: true },
      clerk: { type: 'string' },
    },
  });

async function recoveryKey(folder: string): Promise<Result<string, Trouble>> {
  await mkdir(folder, { recursive: true });
  const { publicKey, shares } = makeRecovery((length) => randomBytes(length));
  const parts = [
    ['恢复公钥.txt', `${publicKey}\n`],
    ['恢复密钥-甲.json', `${JSON.stringify(shares[0], null, 2)}\n`],
    ['恢复密钥-乙.json', `${JSON.stringify(shares[1], null, 2)}\n`],
  ] as const;
  for (const [name, text] of parts) {
    const saved = await saveAtomically(join(folder, name), Buffer.from(text), PRIVATE_FILES);
    if (!saved.ok) return saved;
  }
  return ok(
    `恢复公钥：${publicKey}\n已写到 ${folder}。甲、乙两份请立即交给两个人分别保管（各刻一张盘或各存一个 U 盘），并从本机删除。`,
  );
}

/** Who is to get a new secret, and the two persons who may give it. */
interface Recovery {
  readonly shares: readonly [string, string];
  readonly staffNo: string;
  readonly readSecret: () => Promise<string>;
}

async function recover(folder: string, who: Recovery): Promise<Result<string, Trouble>> {
  const found = await readVault(folder, nodeFiles);
  if (!found.ok) return found;
  const content = found.value.contents[0];
  if (content === undefined)
    return err(trouble(`${folder} 里没有密钥库。请指到数据文件夹里的 vault 文件夹。`));
  const next = await withNewSecret(content, who);
  if (!next.ok) return next;
  await writeVault(folder, nodeFiles, next.value);
  return ok(`${done(next.value, who)}请打开参保台用新口令登录，然后重设其他人的口令。`);
}

async function recoverBackup(path: string, who: Recovery): Promise<Result<string, Trouble>> {
  const content = await vaultIn(path);
  if (!content.ok) return content;
  const next = await withNewSecret(content.value, who);
  if (!next.ok) return next;
  const saved = await withVault(path, next.value, nodeFiles);
  if (!saved.ok) return saved;
  return ok(
    `${done(next.value, who)}请在新电脑上打开参保台，用 ${saved.value} 恢复；恢复后重设其他人的口令。`,
  );
}

const done = ({ clerks }: VaultContent, { staffNo }: Recovery): string =>
  `已为 ${clerks.find((one) => one.staffNo === staffNo)?.name ?? ''}（工号 ${staffNo}）重设口令。`;

async function withNewSecret(
  content: VaultContent,
  { shares, staffNo, readSecret }: Recovery,
): Promise<Result<VaultContent, Trouble>> {
  const clerk = content.clerks.find((one) => one.staffNo === staffNo);
  if (clerk === undefined) return err(trouble(`本机没有工号为“${staffNo}”的经办人。有：${who(content)}。`));
  const halves = await Promise.all(shares.map(shareIn));
  const vaultKey = openRecovery(content.recovery, [halves[0], halves[1]]);
  if (typeof vaultKey === 'string') return err(trouble(FAULTS[vaultKey]));
  const suite = nodeSuite(content.suite);
  const keys = VaultKeys.open(suite, vaultKey, content);
  if (keys === null) return err(trouble(FAULTS.altered));
  const secret = await readSecret();
  const weak = secretTrouble(secret, 'passphrase', clerk);
  if (weak !== null) return err(trouble(weak));
  const tools = {
    suite,
    random: (length: number) => randomBytes(length),
    system: NO_SYSTEM,
    argon2,
    cost: KDF_COST,
  };
  const wrap = await wrapKey(vaultKey, { clerk: clerk.id, secret }, tools);
  const { mac: _mac, ...before } = content;
  const next = closed(suite, vaultKey, {
    ...before,
    revision: content.revision + 1,
    clerks: content.clerks.map((one) => (one === clerk ? { ...one, wrap } : one)),
  });
  keys.wipe();
  return ok(next);
}

async function shareIn(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

const who = (content: VaultContent): string =>
  content.clerks.map(({ name, staffNo }) => `${name}（${staffNo}）`).join('、');

const trouble = (text: string): Trouble => ({ code: 'RECOVERY', text });
