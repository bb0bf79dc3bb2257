import { z } from 'zod';
import { plainCodec } from '#shared/codec';
import { JournalEntry } from '#shared/domain/journalEntry';
import { Operation, type OpId } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { PlatformRecord } from '#shared/domain/record';
import type { DeliveryStatus, OperationDelivery, StoredVerdict } from '#shared/host';
import { Verdict } from '#shared/protocol/verdict';
import { nodeFiles } from '../../../src/main/journal/fileLayer';
import { openJournal } from '../../../src/main/journal/journal';
import type { InboxItem, OperationView } from '../../../src/renderer/desk/api';
import { type MirrorContent, mirrorStoreOver } from '../../../src/renderer/store/mirrorStore';
import type { Machine } from './machine';
import type { Run } from './run';
import { databasesOf, type WindowProcess } from './window';
import type { Witness } from './witness';

/** One row of the platform's ledger. */
export interface LedgerRow {
  readonly operation: Operation;
  readonly bodyHash: string;
  readonly device: string;
  readonly verdict: Verdict;
}

/** One line of the platform's change feed. */
export interface Change {
  readonly key: string;
  readonly version: number;
}

/** What one machine holds when a run is over. */
export interface MachineEvidence {
  readonly machine: Machine;
  readonly witness: Witness;
  /** The journal file, read by a program that starts afresh. */
  readonly file: readonly JournalEntry[];
  /** The browser store's copy of the journal. */
  readonly store: readonly JournalEntry[];
  readonly mirror: MirrorContent;
  readonly operations: readonly OperationView[];
  readonly inbox: readonly InboxItem[];
  /** Ids of the sagas on the watch-list (未完成的联办). */
  readonly watched: ReadonlySet<OpId>;
  readonly deliveries: readonly OperationDelivery[];
  readonly verdicts: readonly StoredVerdict[];
  readonly status: DeliveryStatus;
  /** Everybody the window shows, by id. */
  readonly persons: ReadonlyMap<string, Person>;
  /** The same after the browser store was deleted and made again from file and platform; undefined: that was not tried. */
  readonly rebuilt:
    | {
        readonly store: readonly JournalEntry[];
        readonly operations: readonly OperationView[];
        readonly persons: ReadonlyMap<string, Person>;
      }
    | null
    | undefined;
}

/** Everything an invariant may look at when a run is over. */
export interface Evidence {
  readonly run: Run;
  readonly ledger: readonly LedgerRow[];
  readonly changes: readonly Change[];
  /** The village as the platform holds it. */
  readonly records: ReadonlyMap<string, PlatformRecord>;
  /** Placeholder → number. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly machines: readonly MachineEvidence[];
}

const Row = z.object({
  body_hash: z.string(),
  device: z.string(),
  operation: z.string(),
  verdict: z.string(),
});
const ChangeRow = z.object({ kind: z.string(), id: z.string(), version: z.number() });
const RecordRow = z.object({ body: PlatformRecord });
const AliasRow = z.object({ former_id: z.string(), id: z.string() });

const READY_WITHIN_MS = 120_000;

/** Looks at everything: the running windows, then the files of the closed machines, then (`rebuild`) a store made anew. */
export async function evidenceOf(run: Run, rebuild = true): Promise<Evidence> {
  const { db } = run.ground.platform;
  const devices = [...run.machines.map(({ identity }) => identity.device), run.rival.device];
  const village = run.folk.village.id;
  const ledger = await db.query(
    'SELECT body_hash, device, operation, verdict FROM operations WHERE device = ANY($1::text[]) ORDER BY device, seq',
    [devices],
  );
  const changes = await db.query(
    'SELECT kind, id, version FROM change_log WHERE village_code = $1 ORDER BY seq',
    [village],
  );
  const records = await db.query('SELECT body FROM records WHERE village_code = $1', [village]);
  const aliases = await db.query('SELECT former_id, id FROM aliases');
  const machines: MachineEvidence[] = [];
  for (const machine of run.machines) machines.push(await machineEvidence(run, machine, rebuild));
  return {
    run,
    ledger: ledger.map((raw) => {
      const row = Row.parse(raw);
      return {
        operation: Operation.parse(JSON.parse(row.operation)),
        bodyHash: row.body_hash,
        device: row.device,
        verdict: Verdict.parse(JSON.parse(row.verdict)),
      };
    }),
    changes: changes.map((raw) => {
      const { kind, id, version } = ChangeRow.parse(raw);
      return { key: `${kind}:${id}`, version };
    }),
    records: new Map(
      records.map((raw) => {
        const { body } = RecordRow.parse(raw);
        return [`${body.kind}:${body.id}`, body];
      }),
    ),
    aliases: new Map(aliases.map((raw) => AliasRow.parse(raw)).map((row) => [row.former_id, row.id])),
    machines,
  };
}

const personsOf = (run: Run, window: WindowProcess): Map<string, Person> =>
  new Map(window.desk.personsOf(run.folk.village.id, null).map((person) => [person.id, person]));

async function machineEvidence(run: Run, machine: Machine, rebuild: boolean): Promise<MachineEvidence> {
  const window = machine.windows.findLast(({ desk }) => desk.snapshot().phase === 'ready');
  const { main } = machine;
  if (window === undefined || main === null)
    throw new Error(
      `${machine.name} is not up at the end: ${machine.notStarted.join(' ')} ${phases(machine)}`,
    );
  const seen = {
    operations: window.desk.operations(),
    inbox: window.desk.inbox(),
    watched: new Set(window.desk.sagas().map(({ id }) => id)),
    deliveries: main.delivery.operations(0, 1_000),
    verdicts: main.delivery.verdicts(0, 1_000),
    status: main.delivery.status(),
    persons: personsOf(run, window),
  };
  run.witnessOf(machine).remembers(main);
  await machine.close();
  const file = await fileOf(machine);
  const { store, mirror } = await storesOf(machine);
  const found = { machine, witness: run.witnessOf(machine), file, store, mirror, ...seen };
  if (!rebuild) return { ...found, rebuilt: undefined };
  machine.wipeStore();
  machine.start();
  await run.sim.pass(READY_WITHIN_MS, () => machine.readyWindow() !== null);
  const again = machine.readyWindow();
  await run.sim.pass(2_000);
  const rebuilt =
    again === null ? null : { operations: again.desk.operations(), persons: personsOf(run, again) };
  await machine.close();
  const after = await storesOf(machine);
  return { ...found, rebuilt: rebuilt && { ...rebuilt, store: after.store } };
}

const phases = (machine: Machine): string =>
  machine.windows
    .map(({ desk }) => `${desk.snapshot().phase} ${desk.snapshot().trouble?.text ?? ''}`)
    .join(' ');

async function fileOf(machine: Machine): Promise<readonly JournalEntry[]> {
  const opened = await openJournal({
    folder: machine.disk.folder,
    files: nodeFiles,
    codec: plainCodec,
    device: machine.identity.device,
  });
  if (!opened.ok) throw new Error(`the journal of ${machine.name} does not open: ${opened.error.text}`);
  const entries = opened.value.all();
  await opened.value.close();
  return entries;
}

const Sealed = z.object({ sealed: z.instanceof(Uint8Array) });

async function storesOf(
  machine: Machine,
): Promise<{ store: readonly JournalEntry[]; mirror: MirrorContent }> {
  const { journal, mirror } = databasesOf(machine.store.factory);
  try {
    const rows = await journal.entries.orderBy('seq').toArray();
    const store = rows.map((row) => JournalEntry.parse(plainCodec.open(Sealed.parse(row).sealed, '')));
    return { store, mirror: await mirrorStoreOver(mirror, plainCodec).read() };
  } finally {
    journal.close();
    mirror.close();
  }
}
