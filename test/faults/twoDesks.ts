import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { certNoOf, DAY, household, person, residentEnrolment, TOWN, VILLAGE } from '#fixtures/matterWorld';
import type { JournalEntry } from '#shared/domain/journalEntry';
import type { MatterCode } from '#shared/domain/matter';
import type { NewOperation, Operation } from '#shared/domain/operation';
import { PlatformRecord, recordKey } from '#shared/domain/record';
import { canonicalJson, type Json, sha256Hex } from '#shared/json';
import { forecast } from '#shared/matters/decideOperation';
import { matterOf } from '#shared/matters/index';
import { parseBody } from '#shared/matters/readFields';
import { foldOne } from '#shared/matters/view';
import { type Verdict, Verdict as VerdictSchema } from '#shared/protocol/verdict';
import { type DeliveryCommand, type DeliveryEvent, step, wakeAt } from '#shared/sync/deliverer';
import { type DeliveryState, stateAtStart } from '#shared/sync/state';
import { platformClock } from '../../src/platform/clock';
import type { Database } from '../../src/platform/database/database';
import { decideBatch } from '../../src/platform/intake/batch';
import { openRegister } from '../../src/platform/openRegister';
import { loadRecords } from '../../src/platform/register/recordStore';
import type { Device } from '../../src/platform/service/access';
import { TestChain } from '../../src/platform/testing/chainOf';

/** One household of four, and another one in the village that somebody may move to. */
export const PEOPLE = [
  '2201990000000000000001',
  '2201990000000000000002',
  '2201990000000000000003',
  '2201990000000000000004',
];
export const HOUSEHOLDS = ['0201-001', '0201-002'] as const;

const WORLD: readonly PlatformRecord[] = [
  VILLAGE,
  household(HOUSEHOLDS[0]),
  household(HOUSEHOLDS[1], { group: 2, address: '东河村二社' }),
  ...PEOPLE.map((id, i) => {
    const birthDate = ['1958-04-02', '1985-06-11', '1986-01-20', '2012-09-05'][i] ?? '1990-01-01';
    const serial = 211 + i;
    return person(id, {
      certNo: certNoOf(birthDate, serial),
      birthDate,
      sex: serial % 2 === 1 ? '1' : '2',
      name: `河${'甲乙丙丁'[i]}`,
      phone: `1540000900${i}`,
      householdId: HOUSEHOLDS[0],
      enrolments: [residentEnrolment({ id: `E${i}` })],
    });
  }),
];

/** What one clerk does to one person. */
export interface Act {
  readonly clerk: 'clerk-1' | 'clerk-2' | 'clerk-3';
  readonly who: number;
  readonly matter: MatterCode;
  readonly fields: Readonly<Record<string, Json>>;
  /** Business day of the week without a line. */
  readonly day: string;
}

export const deskOf = (act: Act): 0 | 1 => (act.clerk === 'clerk-3' ? 1 : 0);

/** A desk without a line for a week: what its clerks did, each decided on the desk's own view, as its journal has it. */
export class OfflineDesk {
  readonly device: Device;
  private readonly chain = new TestChain();
  private records = new Map(WORLD.map((record) => [recordKey(record), record]));

  constructor(name: string) {
    this.device = { device: `desk-${name}`, name, jurisdiction: TOWN };
  }

  /** False where the desk itself would not have accepted it. */
  act({ clerk, who, matter, fields, day }: Act): boolean {
    const parsed = parseBody(matter, { personId: PEOPLE[who] ?? '', note: null, ...fields });
    if (!parsed.ok) return false;
    const body = parsed.value;
    const of = matterOf(matter);
    const context = {
      day,
      jurisdiction: TOWN,
      asOf: `${DAY}T08:00:00+08:00`,
      authoritative: false,
      sameNumber: [],
    };
    const { answer } = forecast(matter, body, this.records, context);
    const bare: NewOperation = {
      v: 2,
      saga: null,
      opId: ulid(),
      matter,
      subjects: of.subjects(body),
      base: of.base(body, this.records),
      body: body as Record<string, Json>,
      bodyHash: sha256Hex(canonicalJson(body)),
      forecast: {
        decision: answer.decision === 'ALLOW' ? 'ALLOW' : 'ALLOW_WARN',
        rules: [],
        book: answer.book.version,
        asOf: context.asOf,
        warnReason: answer.decision === 'ALLOW' ? null : '已核对',
      },
      day,
      clerk,
      supersedes: null,
      device: this.device.device,
      seq: 1,
    };
    const folded = foldOne(this.records, bare, context);
    if ('reason' in folded) return false;
    for (const record of folded.changes) this.records.set(recordKey(record), record);
    this.chain.accepted(bare);
    return true;
  }

  get entries(): readonly JournalEntry[] {
    return this.chain.entries;
  }

  get operations(): Operation[] {
    return this.entries.flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : []));
  }
}

/** The end of a schedule: what the register holds and what was said of each operation, the platform's own numbers left out. */
export interface EndState {
  readonly records: Readonly<Record<string, PlatformRecord>>;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Bodies as the ledger keeps them. */
  readonly kept: ReadonlyMap<string, Json>;
}

/** The reference platform's intake on PGlite, begun anew for each schedule. */
export class Register {
  private constructor(
    private readonly folder: string,
    private readonly db: Database,
    private readonly end: () => Promise<void>,
  ) {}

  static async open(): Promise<Register> {
    const folder = await mkdtemp(join(tmpdir(), 'canbao-two-desks-'));
    const opened = await openRegister({ folder, databaseUrl: null, sample: false, template: null });
    if (!opened.ok) throw new Error(opened.error.text);
    const { db, close } = opened.value;
    return new Register(folder, db, close);
  }

  async close(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The register as both desks last saw it. */
  async begin(): Promise<void> {
    await this.db.transaction(async (sql) => {
      for (const table of ['operations', 'records', 'change_log', 'aliases'])
        await sql.query(`DELETE FROM ${table}`);
      await loadRecords(sql, WORLD);
    });
  }

  decide(desk: OfflineDesk, operations: readonly Operation[]): Promise<Verdict[]> {
    return decideBatch(this.db, platformClock({ fixedDay: DAY, notBefore: null }), desk.device, operations);
  }

  async endState(): Promise<EndState> {
    const rows = await this.db.query('SELECT body FROM records ORDER BY kind, id');
    const ledger = await this.db.query('SELECT op_id, operation, verdict FROM operations');
    const records = rows.map(({ body }) => PlatformRecord.parse(body));
    return {
      records: Object.fromEntries(records.map((record) => [recordKey(record), record])),
      verdicts: new Map(
        ledger.map((row) => [String(row.op_id), VerdictSchema.parse(JSON.parse(String(row.verdict)))]),
      ),
      kept: new Map(
        ledger.map((row) => [String(row.op_id), (JSON.parse(String(row.operation)) as { body: Json }).body]),
      ),
    };
  }
}

/** One desk finding the line for a moment: how many operations a batch may hold, and whether the answer gets lost. */
export interface Turn {
  readonly desk: 0 | 1;
  readonly size: number;
  readonly lost: boolean;
}

/** The deliverer's own core over a desk's journal; the platform is asked when the schedule says so. */
export class Deliverer {
  private state: DeliveryState;
  private now = 0;
  private sending: readonly string[] = [];

  constructor(
    readonly desk: OfflineDesk,
    private readonly register: Register,
    /** Told of each operation the platform has decided for the first time. */
    private readonly arrived: (operation: Operation) => void,
  ) {
    this.state = stateAtStart(desk.entries, [], new Set());
    this.dispatch({ type: 'line', up: true });
  }

  /** Nothing is left that could be sent: done, or held behind something a clerk must look at. */
  get rests(): boolean {
    return this.sending.length === 0 && wakeAt(this.state) === null;
  }

  async turn({ size, lost }: Omit<Turn, 'desk'>): Promise<boolean> {
    this.state = { ...this.state, limit: { ...this.state.limit, operations: size } };
    this.now += 600_000;
    this.dispatch({ type: 'hurry' });
    if (this.sending.length === 0) return false;
    const batch = this.desk.operations.filter(({ opId }) => this.sending.includes(opId));
    this.sending = [];
    const verdicts = await this.register.decide(this.desk, batch);
    for (const operation of batch) {
      const verdict = verdicts.find(({ opId }) => opId === operation.opId);
      if (verdict !== undefined && verdict.outcome !== 'waiting') this.arrived(operation);
    }
    if (lost) this.dispatch({ type: 'failed', fault: { kind: 'unreachable' } });
    else this.dispatch({ type: 'answered', verdicts, serverTime: `${DAY}T09:00:00+08:00` });
    return true;
  }

  /** Ids that were never decided, each held behind a failed operation. */
  held(): string[] {
    return [...this.state.open.values()].filter(({ phase }) => phase === 'queued').map(({ opId }) => opId);
  }

  private dispatch(event: DeliveryEvent): void {
    const { state, commands } = step(this.state, event, { now: this.now, random: 0 });
    this.state = state;
    for (const command of commands) this.carryOut(command);
  }

  private carryOut(command: DeliveryCommand): void {
    if (command.type === 'send') this.sending = command.opIds;
    else if (command.type === 'record') this.dispatch({ type: 'recorded', verdicts: command.verdicts });
    else if (command.type === 'probe') this.dispatch({ type: 'probed', serverTime: `${DAY}T09:00:00+08:00` });
  }
}
