import { z } from 'zod';
import type { Trouble } from '#shared/host';
import { canonicalJson } from '#shared/json';
import { err, ok, type Result } from '#shared/result';
import { StoreState } from '#shared/vault/calls';
import { DeskClerk, MOST_CLERKS } from '#shared/vault/clerk';
import { diskTrouble } from '../journal/diskTrouble';
import type { Files } from '../journal/fileLayer';
import { replaceFile } from '../journal/replaceFile';
import { Wrap } from './wrap';

const Bytes = z.base64().max(10_000);

/** What the vault holds (`vault.json`): nothing in it opens without a clerk's secret or the county's recovery key. */
export const VaultContent = z.strictObject({
  version: z.literal(1),
  /** Rises with every change; the higher of two copies is the newer. */
  revision: z.number().int().positive(),
  suite: z.enum(['std', 'gm']),
  /** Data keys, sealed with the vault's key; the last one seals. */
  keys: z
    .array(z.strictObject({ id: z.number().int().positive(), sealed: Bytes }))
    .min(1)
    .max(1000),
  /** To which is sealed while nobody is signed in; its secret half is sealed with the vault's key. */
  inbox: z.strictObject({ id: z.number().int().positive(), publicKey: Bytes, sealed: Bytes }),
  clerks: z
    .array(DeskClerk.extend({ wrap: Wrap }))
    .min(1)
    .max(MOST_CLERKS),
  /** Who worked here and does not any more: their names stay with what they did. */
  left: z.array(DeskClerk),
  /** The vault's key, sealed to the county's recovery key; null: the county gave none. */
  recovery: z.strictObject({ publicKey: z.string().regex(/^[0-9a-f]{64}$/), sealed: Bytes }).nullable(),
  /** What the main process's files and the window's store may still hold besides values of the current key. */
  stores: z.strictObject({ files: StoreState, window: StoreState }),
  /** Over all of the above, with a key that only the vault's key gives. */
  mac: Bytes,
});
export type VaultContent = z.infer<typeof VaultContent>;

/** What is left of the vault of a desk that was taken out of use (停用): its keys are gone. */
const Shredded = z.strictObject({
  version: z.literal(1),
  shredded: z.strictObject({ at: z.string(), by: z.string() }),
});
export type Shredded = z.infer<typeof Shredded>;

export const VAULT_NAMES = ['vault.json', 'vault-copy.json'] as const;

export interface FoundVault {
  /** Whole ones, the newest first; two that say the same are one. */
  readonly contents: readonly VaultContent[];
  readonly shredded: Shredded['shredded'] | null;
  /** Files that are there and cannot be read as a vault. */
  readonly damaged: readonly string[];
}

/** Reads both copies. An error only where something is there and nothing of it can be used. */
export async function readVault(folder: string, files: Files): Promise<Result<FoundVault, Trouble>> {
  const contents: VaultContent[] = [];
  const damaged: string[] = [];
  let shredded: FoundVault['shredded'] = null;
  for (const name of VAULT_NAMES) {
    let bytes: Uint8Array | null;
    try {
      bytes = await files.readAll(`${folder}/${name}`);
    } catch (error) {
      return err(diskTrouble(error, 'open'));
    }
    if (bytes === null) continue;
    const value = json(bytes);
    if (isNewer(value)) return err(NEWER_VAULT);
    const gone = Shredded.safeParse(value);
    const whole = VaultContent.safeParse(value);
    if (gone.success) shredded = gone.data.shredded;
    else if (whole.success) contents.push(whole.data);
    else damaged.push(name);
  }
  if (contents.length === 0 && shredded === null && damaged.length > 0) return err(damagedVault(folder));
  contents.sort((a, b) => b.revision - a.revision);
  const [first, second] = contents;
  const same = first && second && canonicalJson(first) === canonicalJson(second);
  return ok({ contents: same ? [first] : contents, shredded, damaged });
}

/** Writes both copies, one after the other, so that at every moment one is whole. Throws what the disk throws. */
export async function writeVault(
  folder: string,
  files: Files,
  content: VaultContent | Shredded,
): Promise<void> {
  const bytes = Buffer.from(canonicalJson(content));
  await files.makeFolder(folder);
  for (const name of VAULT_NAMES) await replaceFile(files, folder, name, [bytes]);
}

/** Puts the note in the place of every copy there is, those put aside too. Throws what the disk throws. */
export async function shredVault(folder: string, files: Files, note: Shredded): Promise<void> {
  await writeVault(folder, files, note);
  for (const name of VAULT_NAMES)
    for (let n = 1; ; n++) {
      const aside = asideName(name, n);
      if ((await files.readAll(`${folder}/${aside}`)) === null) break;
      await replaceFile(files, folder, aside, [Buffer.from(canonicalJson(note))]);
    }
}

/** Puts a damaged copy aside before its place is taken: nothing is thrown away. */
export async function keepDamaged(folder: string, files: Files, names: readonly string[]): Promise<void> {
  for (const name of names) {
    for (let n = 1; ; n++) {
      const aside = `${folder}/${asideName(name, n)}`;
      if ((await files.readAll(aside)) !== null) continue;
      await files.rename(`${folder}/${name}`, aside);
      break;
    }
  }
}

const asideName = (name: string, n: number): string => `${name}.damaged-${n}`;

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

const isNewer = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'version' in value && Number(value.version) > 1;

const NEWER_VAULT: Trouble = {
  code: 'VAULT_NEWER',
  text: '本机的密钥库来自更新版本的参保台，这个版本打不开它，也没有改动它。请用新版本打开。',
};

const damagedVault = (folder: string): Trouble => ({
  code: 'VAULT_DAMAGED',
  text: `密钥库 ${folder} 的两份文件都已损坏，程序没有改动它们。请不要删除任何文件，也不要重新设置，联系县级管理员用备份或恢复密钥恢复；已保存的业务仍在本机，恢复后可以打开。`,
});
