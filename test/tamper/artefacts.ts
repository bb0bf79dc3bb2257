import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Codec } from '#shared/codec';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import { canonicalJson } from '#shared/json';
import { journalCut } from '../../src/main/audit/journalWord';
import { allFiles, dayOfActs, openAudit } from '../../src/main/audit/testAudit';
import { AUDIT_KIND } from '../../src/main/audit/verifyLog';
import { BackupReader } from '../../src/main/backup/backupReader';
import { TestDesk } from '../../src/main/backup/testDesk';
import type { FrameKind } from '../../src/main/journal/frames';
import { openJournal } from '../../src/main/journal/journal';
import { SealedLines } from '../../src/main/journal/sealedLines';
import { NODE_SUITES, nodeSuite } from '../../src/main/vault/nodeSuite';
import { LI, openVault, systemOf } from '../../src/main/vault/testVault';
import type { Vault } from '../../src/main/vault/vault';
import { VAULT_NAMES } from '../../src/main/vault/vaultFile';
import { LossyFiles } from '../faults/lossyFiles';
import { DEVICE, draftOf, opIdOf } from '../faults/operations';

/** What a program makes of a file. */
export interface Opened {
  /** What it gives as good, as text, in order. */
  readonly values: readonly string[];
  /** Whether it says that something is wrong. */
  readonly noticed: boolean;
}

/**
 * A file that a desk keeps, and how it is opened; a new one is an entry of `ARTEFACTS`. `kind`: its frames, whose records are one value each; null:
 * it counts as a whole.
 */
export interface Artefact {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly kind: FrameKind | null;
  /** `false`: records that are taken off its end whole, written twice or moved are noticed by nobody (docs/adr/0034-audit.md). */
  readonly bindsOrder: boolean;
  open(bytes: Uint8Array): Promise<Opened>;
}

const FOLDER = '/desk';
const PHRASE = '门前那棵老槐树今年没开花';
const SYSTEM = systemOf();

const codecOf = (vault: Vault): Codec =>
  sealingCodec(
    nodeSuite(vault.suite),
    () => vault.sealingKeys('files'),
    (length) => randomBytes(length),
    NODE_SUITES,
  );

async function openedVault(suite: 'std' | 'gm' = 'std'): Promise<{ vault: Vault; files: LossyFiles }> {
  const files = new LossyFiles();
  const vault = await openVault(`${FOLDER}/vault`, { suite, system: SYSTEM }, files);
  const made = await vault.setUp({ clerk: LI, secret: PHRASE });
  if (!made.ok) throw new Error(made.error.text);
  return { vault, files };
}

const bytesOn = async (files: LossyFiles, path: string): Promise<Uint8Array> => {
  const bytes = await files.readAll(path);
  if (bytes === null) throw new Error(`no ${path}`);
  return bytes;
};

/** The journal with its audit log beside it, which knows what was accepted last. */
const journal =
  (count: number, suite: 'std' | 'gm' = 'std') =>
  async (): Promise<Artefact> => {
    const { vault } = await openedVault(suite);
    const codec = codecOf(vault);
    const folder = `${FOLDER}/journal`;
    const open = (files: LossyFiles) => openJournal({ folder, files, codec, device: DEVICE });
    const files = new LossyFiles();
    const made = await open(files);
    if (!made.ok) throw new Error(made.error.text);
    for (let n = 1; n <= count; n++) await made.value.accept(draftOf(n));
    await made.value.close();
    const audit = await openAudit(`${FOLDER}/audit`, { files: new LossyFiles() });
    await audit.note({ act: 'accepted', opId: opIdOf(count) });
    return {
      name: `journal of ${count} operations, ${suite}`,
      bytes: await bytesOn(files, `${folder}/journal.jnl`),
      kind: { magic: 'CBJRNL', version: 1 },
      bindsOrder: true,
      async open(bytes) {
        const opened = await open(LossyFiles.holding(new Map([[`${folder}/journal.jnl`, bytes]])));
        if (!opened.ok) return { values: [], noticed: true };
        const entries = opened.value.all();
        const noticed = opened.value.head().finding !== null || journalCut(audit, entries) !== null;
        return { values: entries.map(canonicalJson), noticed };
      },
    };
  };

/** A file of the audit log's folder. */
const audit =
  (count: number, name: 'audit.jnl' | 'audit-head.json' | 'audit-key-1.json') =>
  async (): Promise<Artefact> => {
    const folder = `${FOLDER}/audit`;
    const files = new LossyFiles();
    const log = await openAudit(folder, { files });
    await Promise.all(dayOfActs(count - 1).map((act) => log.note(act)));
    await log.close();
    const all = await allFiles(files);
    return {
      name: `${name} of ${count} entries`,
      bytes: await bytesOn(files, `${folder}/${name}`),
      kind: name === 'audit.jnl' ? AUDIT_KIND : null,
      bindsOrder: true,
      async open(bytes) {
        const now = LossyFiles.holding(new Map(all).set(`${folder}/${name}`, bytes));
        const opened = await openAudit(folder, { files: now });
        const entries = (await opened.read(null, 1_000_000)).reverse();
        const { findings, trouble } = opened.state();
        // The opening of the file that it goes on in is no entry of before.
        const before = entries.at(-1)?.did.act === 'segment' ? entries.slice(0, -1) : entries;
        return { values: before.map(canonicalJson), noticed: findings.length > 0 || trouble !== null };
      },
    };
  };

const Line = z.strictObject({ n: z.number().int(), text: z.string() });

/** A file of sealed lines, as papers, lists, verdicts and tries are kept in. */
const sealedLines = async (): Promise<Artefact> => {
  const { vault } = await openedVault();
  const codec = codecOf(vault);
  const is = {
    name: 'lines.jnl',
    kind: { magic: 'CBLINE', version: 1 },
    context: 'tamper/line/1',
    line: Line,
  };
  const folder = `${FOLDER}/journal`;
  const files = new LossyFiles();
  const { lines } = await SealedLines.open(is, { folder, files, codec });
  for (let n = 1; n <= 12; n++) await lines.append({ n, text: `第 ${n} 行，王建国` });
  return {
    name: 'sealed lines',
    bytes: await bytesOn(files, `${folder}/lines.jnl`),
    kind: is.kind,
    bindsOrder: false,
    async open(bytes) {
      const now = LossyFiles.holding(new Map([[`${folder}/lines.jnl`, bytes]]));
      const { lines: opened, found } = await SealedLines.open(is, { folder, files: now, codec });
      return { values: found.map(canonicalJson), noticed: opened.lost > 0 || opened.trouble() !== null };
    },
  };
};

/** The vault's file; `both`: its copy is changed in the same way. One damaged copy is put right from the other by the sign-in. */
const vaultFile =
  (both: boolean, suite: 'std' | 'gm' = 'std') =>
  async (): Promise<Artefact> => {
    const { vault, files } = await openedVault(suite);
    const sealed = codecOf(vault).seal({ 姓名: '李秀英' }, 'tamper/vault/1');
    const sound = await allFiles(files);
    const folder = `${FOLDER}/vault`;
    const bytes = await bytesOn(files, `${folder}/${VAULT_NAMES[0]}`);
    return {
      name: `vault (${both ? 'both copies' : 'one copy'}, ${suite})`,
      bytes,
      kind: null,
      bindsOrder: true,
      async open(changed) {
        const all = new Map(sound);
        for (const name of both ? VAULT_NAMES : VAULT_NAMES.slice(0, 1))
          all.set(`${folder}/${name}`, changed);
        const now = LossyFiles.holding(all);
        let opened: Vault;
        try {
          opened = await openVault(folder, { suite, system: SYSTEM }, now);
        } catch {
          // The stand for tests throws what `Vault.open` refuses with.
          return { values: [], noticed: true };
        }
        const signed = await opened.signIn({ id: LI.id, secret: PHRASE });
        if (!signed.ok) return { values: [], noticed: true };
        const values = [
          canonicalJson(opened.clerks()),
          canonicalJson(codecOf(opened).open(sealed, 'tamper/vault/1')),
        ];
        const repaired = await Promise.all(VAULT_NAMES.map((name) => bytesOn(now, `${folder}/${name}`)));
        const same = repaired.every((copy) => Buffer.from(copy).equals(bytes));
        const untouched = Buffer.from(changed).equals(bytes);
        return { values, noticed: !untouched && same };
      },
    };
  };

/** A backup, read to its end by whoever has the vault open. */
const backup = async (): Promise<Artefact> => {
  const home = await mkdtemp(join(tmpdir(), 'canbao-tamper-'));
  const desk = await new TestDesk(join(home, 'desk')).open();
  await desk.accept(1, 3);
  const made = await desk.backups.make();
  if (!made.ok) throw new Error(made.error.text);
  const path = await newestBackup(join(home, 'desk'));
  const bytes = await readFile(path);
  const { ring } = desk.vault.sealingKeys('backup');
  return {
    name: 'backup',
    bytes,
    kind: null,
    bindsOrder: true,
    async open(changed) {
      const at = join(home, 'changed.cbbak');
      await writeFile(at, changed);
      const values: string[] = [];
      const sink = {
        name: async (name: string) => void values.push(name),
        data: async (part: Uint8Array) => void values.push(Buffer.from(part).toString('base64')),
      };
      const reader = await BackupReader.open(at);
      if (!reader.ok) return { values: [], noticed: true };
      const key = reader.value.key(ring);
      const read = key.ok ? await reader.value.read(key.value, sink) : key;
      await reader.value.close();
      return read.ok ? { values, noticed: false } : { values: [], noticed: true };
    },
  };
};

async function newestBackup(userData: string): Promise<string> {
  const { readdir } = await import('node:fs/promises');
  const names = await readdir(userData, { recursive: true });
  const name = names.find((one) => one.endsWith('.cbbak'));
  if (name === undefined) throw new Error('no backup was made');
  return join(userData, name);
}

export interface Named {
  readonly name: string;
  readonly make: () => Promise<Artefact>;
}

/** Every byte of these is flipped, and they are cut at every length. */
export const SMALL: readonly Named[] = [
  { name: 'journal', make: journal(5) },
  { name: 'journal with national algorithms', make: journal(3, 'gm') },
  { name: 'audit log', make: audit(16, 'audit.jnl') },
  { name: 'note beside the audit log', make: audit(16, 'audit-head.json') },
  { name: 'key of the audit log', make: audit(16, 'audit-key-1.json') },
  { name: 'sealed lines', make: sealedLines },
  { name: 'vault, one copy', make: vaultFile(false) },
  { name: 'vault, both copies', make: vaultFile(true) },
];

/** Five thousand random bits of these are flipped, with a seed. */
export const LARGE: readonly Named[] = [
  { name: 'journal', make: journal(30) },
  { name: 'audit log', make: audit(60, 'audit.jnl') },
  { name: 'backup', make: backup },
];
