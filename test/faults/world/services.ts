import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { plainCodec } from '#shared/codec';
import type { PlatformVersion } from '#shared/protocol/messages';
import { ok } from '#shared/result';
import { Acceptance } from '../../../src/main/acceptance/acceptance';
import { NoteStore } from '../../../src/main/acceptance/deskNotes';
import { BagKeys } from '../../../src/main/bag/bagKeys';
import { Bags, type BagsOptions } from '../../../src/main/bag/bags';
import { pressHere } from '../../../src/main/bag/bagWork';
import type { Delivery } from '../../../src/main/delivery/delivery';
import type { Transport } from '../../../src/main/delivery/transport';
import type { Journal } from '../../../src/main/journal/journal';
import { Policies } from '../../../src/main/policy/policies';
import { saveAtomically } from '../../../src/main/workbooks/saveAtomically';
import type { MainWorld } from './main';
import type { Life } from './sim';

/** What a main process has beside journal and deliverer. */
export interface Services {
  readonly bags: Bags;
  readonly policies: Policies;
  readonly acceptance: Acceptance;
  heardVersion(version: PlatformVersion): void;
}

interface Needs {
  readonly world: MainWorld;
  readonly life: Life;
  readonly journal: Journal;
  readonly delivery: Delivery;
  readonly transport: () => Transport;
  readonly emit: (event: 'policy/changed' | 'standing/changed', payload: unknown) => void;
}

/** Bags, policy and the gate of acceptance as `desktop.ts` puts them together; their files are real work behind the gates. */
export async function servicesOf(needs: Needs): Promise<Services> {
  const { world, life, journal, delivery, transport, emit } = needs;
  const { sim, disk, identity, clock } = world;
  const folder = `${disk.folder}.desk`;
  const real: Work = (label, work) => sim.work(life, label, work);
  await real('folder of notes', () => mkdir(folder, { recursive: true }));
  const notes = await real('read notes', () => NoteStore.open(folder));
  let acceptance: Acceptance | null = null;
  const policies = await real('read policy', () =>
    Policies.open({
      folder,
      key: () => identity.policyKey,
      // Every desk of the simulation was told the key when it was registered.
      pin: async () => null,
      fetch: async () => (await transport().policy?.()) ?? null,
      now: clock,
      onChange: (state) => {
        emit('policy/changed', state);
        acceptance?.look();
      },
      save: (path, bytes) => real('save policy', () => saveAtomically(path, bytes)),
    }),
  );
  acceptance = new Acceptance({
    journal,
    delivery,
    notes: {
      get current() {
        return notes.current;
      },
      change: (part) => real('save notes', () => notes.change(part)),
    },
    now: clock,
    // The day is fixed, as the sample's dates ask for; the age of facts counts all the same.
    clockRuns: false,
    limits: () => policies.limits(),
    policyConfirmedAt: () => policies.state().confirmedAt,
  });
  const gate = acceptance;
  gate.onChange((standing) => emit('standing/changed', standing));
  const bags = bagsOf(needs, folder, real);
  delivery.onChange((status) => {
    gate.look();
    if (status.network.state !== 'online') return;
    void bags.meet();
    void policies.lineIsUp();
  });
  return { bags, policies, acceptance: gate, heardVersion: (version) => gate.heardVersion(version) };
}

/** Real work of the main process, by name. */
type Work = <T>(label: string, work: () => Promise<T>) => Promise<T>;

function bagsOf(needs: Needs, folder: string, real: Work): Bags {
  const { world, life, delivery, transport } = needs;
  const { sim, stick, identity } = world;
  const keys = new BagKeys(folder, plainCodec);
  const of = delivery.bags;
  /** The deliverer's side, watched: which operations are in which bag. */
  const watched: BagsOptions['delivery'] = {
    plan: () => of.plan(),
    begin: async (wish, madeAt) => {
      const since = sim.next();
      const begun = await of.begin(wish, madeAt);
      if (!begun.ok) return begun;
      const { number, load, undo } = begun.value;
      stick.begun(number, load, since, sendingNow(delivery));
      return ok({
        number,
        load,
        undo: async () => {
          stick.undone(number);
          await undo();
        },
      });
    },
    takeBack: async (number) => {
      const taken = await of.takeBack(number);
      if (taken.ok) stick.outOf(number);
      return taken;
    },
    take: async (answer) => {
      const taken = await of.take(answer);
      if (taken.ok) stick.outOf(answer.number);
      return taken;
    },
  };
  return new Bags({
    keys: {
      own: () => real('own bag key', () => keys.own()),
      platform: () => real('read bag key', () => keys.platform()),
      keepPlatform: (word) => real('save bag key', () => keys.keepPlatform(word)),
    },
    delivery: watched,
    press: (ask) => real('seal bag', () => pressHere(ask)),
    transport,
    desk: () => ({ device: identity.device, name: '试验窗口', url: 'http://127.0.0.1' }),
    where: async (name) => join(folder, name),
    save: async (path, bytes) => {
      await sim.gate(life, 'stick save');
      const saved = await real('save bag', () => saveAtomically(path, bytes));
      if (saved.ok) stick.saved(path, Buffer.from(bytes).toString('utf8'));
      return saved;
    },
    now: () => new Date(world.clock()),
  });
}

/** What the line had before the bag was made goes on there as well (SY3). */
const sendingNow = (delivery: Delivery): ReadonlySet<string> =>
  new Set(
    delivery
      .operations(0, 1_000)
      .filter(({ state }) => state === 'sending')
      .map(({ opId }) => opId),
  );
