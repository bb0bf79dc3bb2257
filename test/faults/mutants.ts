/** One change of one place of the product's source: `from` stands in it exactly once. */
export interface Patch {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A planted bug: what a hurried programmer might have written. */
export interface Mutant {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** Faults under which it shows, so that not all of them need be tried. */
  readonly only: readonly string[];
  /** A seed from which on it is soon caught. */
  readonly seed: number;
}

const DELIVERER = 'src/shared/sync/deliverer.ts';
const DELIVERY = 'src/main/delivery/delivery.ts';
const SEGMENT = 'src/shared/sync/receiverSegment.ts';
const RECORD_FILE = 'src/main/journal/recordFile.ts';

const planted = (
  name: string,
  only: readonly string[],
  file: string,
  from: string,
  to: string,
  ...more: readonly Patch[]
): Mutant => ({ name, only, seed: 1, patches: [{ file, from, to }, ...more] });

const fromSeed = (seed: number, mutant: Mutant): Mutant => ({ ...mutant, seed });

/** Every one must be caught by an invariant (`npm run faults -- --mutants`). */
export const MUTANTS: readonly Mutant[] = [
  planted(
    'acknowledge on any 200',
    ['F26', 'F15'],
    DELIVERER,
    'const byId = new Map<OpId, Decided>();',
    `const byId = new Map<OpId, Decided>(state.inFlight.map((opId) => [opId, { opId, bodyHash: state.open.get(opId)?.bodyHash ?? '', at: '', outcome: 'applied', receipt: 'R', versions: {}, assigned: {}, parallel: false }]));`,
  ),
  planted(
    'a missing result means applied',
    ['F26'],
    DELIVERER,
    'const mute = state.inFlight.filter((opId) => !waiting.has(opId));',
    `for (const opId of state.inFlight) byId.set(opId, { opId, bodyHash: state.open.get(opId)?.bodyHash ?? '', at: '', outcome: 'applied', receipt: 'R', versions: {}, assigned: {}, parallel: false });
  return { state, commands: [{ type: 'record', verdicts: [...byId.values()] }] };
  const mute = state.inFlight.filter((opId) => !waiting.has(opId));`,
  ),
  planted(
    'forget the body hash of a verdict',
    ['F26'],
    DELIVERER,
    'if (!state.inFlight.includes(verdict.opId) || item?.bodyHash !== verdict.bodyHash) continue;',
    'if (!state.inFlight.includes(verdict.opId)) continue;',
  ),
  planted(
    'accept a result for what is not in the batch',
    ['F26'],
    DELIVERER,
    'if (!state.inFlight.includes(verdict.opId) || item?.bodyHash !== verdict.bodyHash) continue;',
    'if (item?.bodyHash !== verdict.bodyHash) continue;',
  ),
  planted(
    'drop the lane',
    ['F35', 'F34'],
    'src/shared/sync/lanes.ts',
    'item.lanes.every((lane) => mayPass(item, blocked.get(lane)));',
    'item.lanes.length > 0;',
  ),
  planted(
    'uncapped retry',
    ['F34', 'F18'],
    'src/shared/sync/backoff.ts',
    'Math.min(BACKOFF_CAP_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures - 1, 30));',
    'BACKOFF_FIRST_MS * 2 ** Math.min(failures - 1, 30);',
  ),
  planted(
    'no jitter',
    ['F34', 'F14'],
    'src/shared/sync/backoff.ts',
    'Math.max(BACKOFF_LEAST_MS, Math.floor(random * ceiling));',
    'Math.max(BACKOFF_LEAST_MS, ceiling);',
  ),
  // F29 falls late among the first seeds.
  fromSeed(
    41,
    planted(
      'settle before the verdict is recorded',
      ['F29'],
      DELIVERY,
      `      case 'record': {
        const written = await this.write(() => this.log.record(command.verdicts));`,
      `      case 'record': {
        void this.write(() => this.log.record(command.verdicts));
        const written = { ok: true, error: { code: '' } };`,
    ),
  ),
  planted(
    'forget the mark of what was sent',
    ['F2'],
    DELIVERY,
    'this.log.markSent(unmarked, this.options.now())',
    'this.log.markSent(unmarked.slice(0, 0))',
  ),
  planted(
    'skip the fsync',
    ['F1'],
    RECORD_FILE,
    `      this.dirty = true;
      await file.append(bytes);
      await file.sync();`,
    `      this.dirty = true;
      await file.append(bytes);`,
  ),
  planted(
    'skip the checksum of a record',
    ['F4'],
    'src/main/journal/frames.ts',
    'return view(bytes).getUint32(offset + 4) === checksum(content) ? { offset, end, content } : null;',
    'return { offset, end, content };',
  ),
  planted(
    'a journal that lies after a full disk',
    ['F3'],
    RECORD_FILE,
    "return err(diskTrouble(error, 'append'));",
    "return diskTrouble(error, 'append').code === '' ? err(diskTrouble(error, 'append')) : ok(undefined);",
  ),
  planted(
    'remains of a failed write stay in the file',
    ['F3'],
    RECORD_FILE,
    'if (this.dirty) await this.cutBack(file);',
    '',
    {
      file: RECORD_FILE,
      from: 'await this.cutBack(file).catch(() => undefined);',
      to: '',
    },
    {
      file: RECORD_FILE,
      from: 'if (this.dirty && this.file !== null) await this.cutBack(this.file).catch(() => undefined);',
      to: '',
    },
  ),
  planted(
    'withdraw what was sent',
    ['F15', 'F34'],
    DELIVERER,
    "item?.phase === 'queued' && !item.sent ?",
    "item?.phase === 'queued' ?",
  ),
  planted(
    'two batches at once',
    ['F14', 'F16'],
    DELIVERER,
    'if (!state.line || state.inFlight.length > 0 || state.chain.busy)',
    'if (!state.line || state.chain.busy)',
  ),
  planted(
    'a lost batch stays on the line',
    ['F14'],
    DELIVERER,
    'const queued = missed({ ...backToQueue(state), lineWasDead',
    'const queued = missed({ ...state, inFlight: [], lineWasDead',
  ),
  planted(
    'a poison operation is retried for ever',
    ['F34'],
    DELIVERER,
    'const POISON_FAILURES = 2;',
    'const POISON_FAILURES = 1_000_000;',
  ),
  planted(
    'set aside on a timeout',
    ['F14', 'F18'],
    DELIVERER,
    "if (fault.kind !== 'denied') return next;",
    "if (fault.kind !== 'denied') return suspect(next, state.inFlight.slice(0, 1));",
    { file: DELIVERER, from: 'const POISON_FAILURES = 2;', to: 'const POISON_FAILURES = 1;' },
  ),
  planted(
    'drop what is queued on 401',
    ['F19'],
    DELIVERER,
    'if (pause !== null) return { ...queued, paused: pause };',
    'if (pause !== null) return { ...queued, open: new Map(), paused: pause };',
  ),
  planted(
    'send what was replaced',
    ['F34'],
    'src/shared/sync/state.ts',
    "replaced.map((item) => ({ ...item, resolved: 'superseded' })),",
    '[],',
  ),
  planted(
    'a step of a saga goes before the earlier one is read back',
    ['F15', 'F35'],
    'src/shared/sync/sagaProgress.ts',
    '  if (saga === null) return true;\n',
    '  if (saga !== null || saga === null) return true;\n',
  ),
  planted(
    'nobody keeps the order of a saga, the platform neither',
    ['F15', 'F35'],
    'src/shared/sync/sagaProgress.ts',
    '  if (saga === null) return true;\n',
    '  if (saga !== null || saga === null) return true;\n',
    {
      file: 'src/platform/intake/sagaSteps.ts',
      from: "if (!tried.some((row) => row.applied)) return { why: 'waits', for: tried.at(-1)?.op_id ?? saga.id };",
      to: '',
    },
  ),
  planted(
    'what is in a bag goes over the line too',
    ['F14', 'F18'],
    'src/shared/sync/bagging.ts',
    "phase: item.phase === 'queued' ? 'exported' : item.phase,",
    'phase: item.phase,',
  ),
  planted(
    'an answer bag settles what it leaves open',
    ['F35'],
    'src/shared/sync/bagging.ts',
    'takeOutOfBag(settle(state, verdicts), back);',
    `settle(state, [...verdicts, ...back.map((opId): Decided => ({ opId, bodyHash: '', at: '', outcome: 'applied', receipt: 'R', versions: {}, assigned: {}, parallel: false }))]);`,
  ),
  planted(
    'what the journal has lost is not fetched',
    ['F10'],
    'src/shared/sync/chain.ts',
    "if (chain.condition === 'behind' || chain.condition === 'gap') return 'catchUp';",
    '',
  ),
  planted(
    'what was withdrawn goes out',
    ['F14', 'F2'],
    'src/shared/sync/state.ts',
    "if (closing.type === 'withdrawal') return { ...item, phase: 'withdrawn' };",
    "if (closing.type === 'withdrawal') return { ...item, phase: 'queued' };",
  ),
  planted(
    'the cursor moves without its rows',
    ['F35'],
    'src/renderer/store/mirrorStore.ts',
    'if (rows.length > 0) {',
    'if (rows.length > 1_000) {',
  ),
  planted(
    'a snapshot becomes visible by half',
    ['F16', 'F24'],
    'src/renderer/sync/lines.ts',
    `    throw error instanceof BrokenStream
      ? error
      : new BrokenStream(error instanceof Error ? error.message : 'cut');`,
    '    text += utf8.decode();',
    {
      file: SEGMENT,
      from: "if (lines.pop() !== '' || lines.length < due.records) return err({ kind: 'cut' });",
      to: 'lines.pop();',
    },
    {
      file: SEGMENT,
      from: "if (sha256Hex(text) !== due.sha256 || lines.length !== due.records) return err({ kind: 'hash' });",
      to: '',
    },
    {
      file: 'src/shared/sync/receiver.ts',
      from: 'if (weight.records !== manifest.records || weight.persons !== manifest.persons)',
      to: 'if (weight.records > manifest.records)',
    },
  ),
  planted(
    'an empty snapshot is believed',
    ['F25'],
    'src/shared/sync/receiverGuard.ts',
    'return lost === persons || lost > Math.max(FEWEST, Math.min(MOST, persons * SHARE)) ? lost : 0;',
    'return 0;',
    {
      file: 'src/shared/sync/receiver.ts',
      from: 'if (round !== null && weight.persons === 0 && !round.doubted && lost === 0)',
      to: 'if (round !== null && weight.persons < 0)',
    },
  ),
  planted(
    'the browser store is not mended from the file',
    ['F6', 'F7'],
    'src/renderer/store/reconcile.ts',
    'await store.replaceBranch(fromFile, others).then(',
    'await Promise.resolve().then(',
  ),
  planted(
    'the platform forgets that it has decided',
    ['F15', 'F16'],
    'src/platform/intake/decideOne.ts',
    'if (stored?.bodyHash === bodyHash && stored.device === device.device) return stored.verdict;',
    '',
  ),
];
