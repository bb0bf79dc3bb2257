import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { HEADER_BYTES } from '../../../src/main/journal/frames';
import type { Machine } from '../world/machine';
import type { Run } from '../world/run';
import { closedWhole, type InjectedFault } from './kind';

const JOURNAL = 'journal.jnl';
const LOG = 'delivery.jnl';
const FRAME_BYTES = 8;

const at = (file: string, title: string) => ({ file, title });

/** Changes the file of a closed program, then starts it again. */
async function spoil(
  run: Run,
  machine: Machine,
  id: string,
  name: string,
  work: (bytes: Buffer, path: string) => Promise<boolean>,
): Promise<void> {
  if (await closedWhole(run, machine)) {
    await machine.disk.tamper(async (folder) => {
      const path = join(folder, name);
      machine.logSpoilt ||= name === LOG;
      if (await work(await readFile(path), path)) run.meet(id);
    });
  }
  machine.start();
  await run.sim.pass(60_000, () => machine.readyWindow() !== null);
}

/** Offset and length of the content of each record. */
function contentsOf(bytes: Buffer): { from: number; length: number }[] {
  const found: { from: number; length: number }[] = [];
  for (let from = HEADER_BYTES; from + FRAME_BYTES <= bytes.length; ) {
    const length = bytes.readUInt32BE(from);
    found.push({ from: from + FRAME_BYTES, length });
    from += FRAME_BYTES + length;
  }
  return found;
}

/** Disk and files. */
export const DISK: readonly InjectedFault[] = [
  {
    id: 'F3',
    kind: 'injected',
    what: 'disk full before, inside and after the write',
    how: 'ENOSPC from the file layer with a part of the bytes written; QuotaExceededError from the browser store',
    weight: 15,
    also: [at('src/main/journal/journal.test.ts', '[JR11]'), at('src/renderer/store/stores.test.ts', '[ST')],
    begin(run, machine) {
      const { dice } = run;
      if (dice.next() < 0.35) machine.store.trouble = 'refuse';
      else {
        machine.disk.refusals.push({
          on: dice.pick([['append'], ['sync'], ['append', 'sync', 'truncate']] as const),
          code: 'ENOSPC',
          leaves: dice.below(300),
          left: 1 + dice.below(8),
        });
      }
      run.meet('F3');
    },
  },
  {
    id: 'F4',
    kind: 'injected',
    what: 'damaged bytes in a file',
    how: 'one byte of the journal or of the log of verdicts is flipped while the program is closed',
    spoils: 'file',
    also: [at('src/main/journal/journal.test.ts', '[JR4]')],
    begin: (run, machine) =>
      spoil(run, machine, 'F4', run.dice.pick([JOURNAL, LOG]), async (bytes, path) => {
        if (bytes.length === 0) return false;
        const where = run.dice.below(bytes.length);
        bytes[where] = (bytes[where] ?? 0) ^ (1 << run.dice.below(8));
        await writeFile(path, bytes);
        return true;
      }),
  },
  {
    id: 'F5',
    kind: 'injected',
    what: 'truncated or missing files',
    how: 'journal or log of verdicts is cut short or deleted while the program is closed',
    spoils: 'file',
    also: [at('src/renderer/store/reconcile.test.ts', '[ST15]')],
    begin: (run, machine) =>
      spoil(run, machine, 'F5', run.dice.pick([JOURNAL, LOG]), async (bytes, path) => {
        const last = contentsOf(bytes).at(-1);
        if (run.dice.next() < 0.4 || last === undefined) await rm(path);
        // A cut between two records of the log looks like a shorter day; within one it shows.
        else await truncate(path, run.dice.pick(contentsOf(bytes)).from + run.dice.below(4));
        return true;
      }),
  },
  {
    id: 'F6',
    kind: 'injected',
    what: 'the browser store opens empty',
    how: 'it is deleted under a closed program',
    spoils: 'store',
    also: [at('test/e2e/wiped-store.spec.ts', '[WD1]')],
    async begin(run, machine) {
      await machine.killMain();
      machine.wipeStore();
      run.meet('F6');
      machine.start();
      await run.sim.pass(30_000, () => machine.readyWindow() !== null);
    },
  },
  {
    id: 'F7',
    kind: 'injected',
    what: 'a transaction of the browser store never ends',
    how: 'writes of the window’s store are never answered',
    spoils: 'store',
    begin(run, machine) {
      machine.store.trouble = 'hang';
      run.meet('F7');
    },
  },
  {
    id: 'F8',
    kind: 'injected',
    what: 'the connection to the browser store is dead after sleep',
    how: 'the databases are closed under the window',
    spoils: 'store',
    begin(run, machine) {
      for (const window of machine.windows) window.breakConnections();
      run.meet('F8');
    },
  },
  {
    id: 'F10',
    kind: 'injected',
    what: 'a profile copied to another computer, or restored from a month ago',
    how: 'files and browser store of an earlier hour are put back once everything since was delivered',
    weight: 5,
    spoils: 'file',
    also: [
      at('test/faults/chain.test.ts', '[DL32] [DL33] [SY11]'),
      at('test/faults/chain.test.ts', '[DL34] [SY11]'),
    ],
    async begin(run, machine) {
      if (!(await closedWhole(run, machine))) return void machine.start();
      const backup = await machine.backup();
      machine.start();
      await run.sim.pass(60_000, () => machine.readyWindow() !== null);
      const window = machine.readyWindow();
      for (let i = 0; i < 3 && window !== null; i++) run.clerkOf(machine).changePhone(window);
      await run.sim.pass(120_000);
      const status = machine.main?.delivery.status();
      if (status === undefined || status.queued > 0 || status.network.state !== 'online') return;
      await machine.killMain();
      await machine.restore(backup);
      run.meet('F10');
      // Without a line nobody can know that something is missing; what then comes of it is told in the tests of the chain.
      machine.line.faults = [];
      machine.start();
      await run.sim.pass(60_000, () => machine.readyWindow() !== null);
      await run.sim.pass(60_000);
    },
  },
  {
    id: 'F11',
    kind: 'injected',
    what: 'journal torn, its checksum wrong, its disk read-only or taken away',
    how: 'the last record is cut or its checksum changed; EROFS and EIO from every write',
    spoils: 'file',
    begin(run, machine) {
      const { dice } = run;
      if (dice.next() < 0.4) {
        machine.disk.refusals.push({
          on: ['append', 'sync', 'truncate'],
          code: dice.pick(['EROFS', 'EIO']),
        });
        run.meet('F11');
        return;
      }
      return spoil(run, machine, 'F11', JOURNAL, async (bytes, path) => {
        const last = contentsOf(bytes).at(-1);
        if (last === undefined) return false;
        if (dice.next() < 0.5) await truncate(path, last.from + dice.below(last.length));
        else {
          bytes.writeUInt32BE((bytes.readUInt32BE(last.from - 4) ^ 1) >>> 0, last.from - 4);
          await writeFile(path, bytes);
        }
        return true;
      });
    },
  },
  {
    id: 'F13',
    kind: 'injected',
    what: 'another program holds a file for 30 seconds',
    how: 'EBUSY from every call on it for 30 seconds',
    begin(run, machine) {
      const refusal = {
        on: ['append', 'sync', 'truncate', 'open'] as const,
        code: 'EBUSY',
        file: run.dice.pick([JOURNAL, LOG]),
      };
      machine.disk.refusals.push(refusal);
      run.meet('F13');
      run.later(30_000, () => {
        machine.disk.refusals = machine.disk.refusals.filter((other) => other !== refusal);
      });
    },
  },
  {
    id: 'F39',
    kind: 'injected',
    what: 'a bit of a stored entry is flipped and the checksum of the file does not show it',
    how: 'one byte of a record’s content is changed and its checksum written anew',
    spoils: 'file',
    also: [
      at('src/main/journal/journal.test.ts', '[JR12]'),
      at('src/renderer/store/reconcile.test.ts', '[ST17]'),
    ],
    begin: (run, machine) =>
      spoil(run, machine, 'F39', JOURNAL, async (bytes, path) => {
        const records = contentsOf(bytes);
        if (records.length === 0) return false;
        const { from, length } = run.dice.pick(records);
        const where = from + run.dice.below(length);
        bytes[where] = (bytes[where] ?? 0) ^ (1 << run.dice.below(7));
        const frame = Buffer.alloc(4);
        frame.writeUInt32BE(length);
        bytes.writeUInt32BE(crc32(bytes.subarray(from, from + length), crc32(frame)), from - 4);
        await writeFile(path, bytes);
        return true;
      }),
  },
];
