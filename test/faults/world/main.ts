import { plainCodec } from '#shared/codec';
import type { OperationDraft } from '#shared/domain/operation';
import type { Jurisdiction } from '#shared/domain/region';
import type { EvidenceStatus } from '#shared/evidence/uploads';
import type { DeskState, HostChannel, HostEvent } from '#shared/host';
import type { PolicyKey } from '#shared/policy/bundle';
import { ok } from '#shared/result';
import { answerRequest } from '../../../src/main/appAnswer';
import { restoreHandlers } from '../../../src/main/backup/restoreHandlers';
import { answerCall, type Handlers } from '../../../src/main/callContract';
import type { ChainLine } from '../../../src/main/delivery/chainLine';
import { type Delivery, startDelivery } from '../../../src/main/delivery/delivery';
import { platformTransport, type SegmentAsk, type Transport } from '../../../src/main/delivery/transport';
import { type HandlerParts, handlersFor } from '../../../src/main/handlers';
import { type Journal, openJournal } from '../../../src/main/journal/journal';
import { Replies } from '../../../src/main/policy/replies';
import { practiceDoor } from '../../../src/main/practice/practiceDoor';
import { noVault } from '../../../src/main/vault/whileOpen';
import { type FaultProxy, kindOf, type Line } from '../proxy';
import type { Disk } from './disk';
import { held } from './held';
import { type Services, servicesOf } from './services';
import { aLife, type Life, NEVER, type Sim } from './sim';
import type { Stick } from './stick';

/** Who the desk is; it outlives its processes. */
export interface DeskIdentity {
  readonly device: string;
  token: string;
  /** The platform's key for policies, pinned at registration. */
  readonly policyKey: PolicyKey | null;
  readonly jurisdiction: Jurisdiction;
  clerk: { readonly id: string; readonly name: string };
}

export interface MainWorld {
  readonly sim: Sim;
  readonly disk: Disk;
  readonly stick: Stick;
  readonly line: Line;
  readonly proxy: FaultProxy;
  readonly identity: DeskIdentity;
  /** The device's clock, ms: it may be wrong. */
  readonly clock: () => number;
  /** Business day of the desk. */
  readonly today: string;
}

function versionOf(transport: Transport): ReturnType<NonNullable<Transport['version']>> {
  if (transport.version === undefined) throw new Error('the transport does not ask for versions');
  return transport.version();
}

function bagsOf(transport: Transport): NonNullable<Transport['bags']> {
  if (transport.bags === undefined) throw new Error('the transport takes no bags');
  return transport.bags;
}

function policyOf(transport: Transport): ReturnType<NonNullable<Transport['policy']>> {
  if (transport.policy === undefined) throw new Error('the transport asks for no policy');
  return transport.policy();
}

function chainOf(transport: Transport): ChainLine {
  if (transport.chain === undefined) throw new Error('the transport has no line for the chain');
  return transport.chain;
}

function segmentOf(transport: Transport, ask: SegmentAsk): ReturnType<NonNullable<Transport['segment']>> {
  if (transport.segment === undefined) throw new Error('the transport fetches no segments');
  return transport.segment(ask);
}

/** The main process of a simulated desk: the real journal and the real deliverer, behind the real calls of the window. */
export class MainProcess {
  readonly life: Life = aLife('main');
  private readonly listeners = new Map<HostEvent, Set<(payload: unknown) => void>>();
  private handlers: Handlers | null = null;
  private services: Services | null = null;

  private constructor(
    private readonly world: MainWorld,
    life: Life,
    readonly journal: Journal,
    readonly delivery: Delivery,
  ) {
    this.life = life;
    delivery.onChange((status) => this.emit('delivery/changed', status));
  }

  /** What is beside journal and deliverer comes up; until then no window is open. */
  private async complete(): Promise<void> {
    const { world, life, journal, delivery } = this;
    const services = await servicesOf({
      world,
      life,
      journal,
      delivery,
      transport: () => this.transport(),
      emit: (event, payload) => this.emit(event, payload),
    });
    this.services = services;
    journal.askReview(() => services.policies.review());
    const desk = {
      state: () => this.state(),
      setLocked: () => this.state(),
      signIn: async (id: string) => {
        world.identity.clerk = { id, name: id };
        return ok(this.state());
      },
      transport: () => this.transport(),
      // No simulated desk is ever given another jurisdiction.
      reassigned: async () => false,
    };
    const parts = {
      desk,
      journal,
      delivery,
      ...services,
      // No simulated clerk takes pictures, hands out papers or gives out lists; how they outlive a fault is shown in
      // src/main/evidence, src/main/papers and src/renderer/desk/campaign.
      papers: { read: () => [] },
      campaign: { read: () => [] },
      evidence: {
        accept: (draft: OperationDraft) => journal.accept(draft),
        hurry: () => undefined,
        status: (): EvidenceStatus => ({ waiting: 0, stored: 0, refused: 0, lost: 0, trouble: null }),
      },
      // No simulated desk is ever brought up to date; a window proves its program all the same.
      updates: {
        'update/state': () => ({
          current: '0.1.0',
          highest: null,
          keys: [],
          ready: null,
          returned: null,
          older: false,
          undelivered: 0,
          may: false,
        }),
        'update/healthy': () => ({}),
      },
      replies: new Replies(`${world.disk.folder}.desk`, plainCodec, async () => null),
      onRegistered: () => undefined,
    } as unknown as HandlerParts;
    // No simulated desk practises; what is sealed is no matter of order and loss (src/main/vault has the tests of it).
    this.handlers = {
      ...handlersFor(parts),
      ...practiceDoor(null, () => undefined),
      ...noVault(),
      ...restoreHandlers(null, () => undefined),
    };
  }

  /** Starts it; the sentence of the desktop where it cannot start. Never ends if it dies while it starts. */
  static async start(world: MainWorld, life: Life): Promise<MainProcess | string> {
    const { sim, disk, identity } = world;
    const files = disk.filesFor(life);
    const folder = disk.folder;
    const opened = await openJournal({
      folder,
      files,
      codec: plainCodec,
      device: identity.device,
      now: world.clock,
    });
    if (!opened.ok) return opened.error.text;
    let main: MainProcess | null = null;
    const delivery = await startDelivery({
      journal: opened.value,
      folder,
      files,
      codec: plainCodec,
      transport: () => main?.transport() ?? null,
      now: world.clock,
      random: () => sim.dice.next(),
      timers: sim.timersOf(life),
      heardVersion: (version) => main?.services?.heardVersion(version),
    });
    if (life.dead) return NEVER;
    main = new MainProcess(world, life, opened.value, delivery);
    await main.complete();
    return life.dead ? NEVER : main;
  }

  state(): DeskState {
    const { identity, today } = this.world;
    return {
      version: '0.1.0',
      mode: 'platform',
      today,
      todayIsFixed: true,
      device: identity.device,
      deviceName: '试验窗口',
      clerk: { ...identity.clerk },
      jurisdiction: identity.jurisdiction,
      platformUrl: 'http://127.0.0.1',
      locked: false,
    };
  }

  /** The real transport, each call over an address of its own. */
  transport(): Transport {
    const { proxy, line, identity, sim } = this.world;
    const { life } = this;
    const over = async <T>(path: string, work: (transport: Transport) => Promise<T>): Promise<T> => {
      if (sim.everyAwait) await sim.gate(life, `sends ${kindOf(path)}`);
      if (life.dead) return NEVER;
      const answer = await proxy.call(line, life, path, (url) =>
        work(platformTransport({ url, token: identity.token, timers: sim.timersOf(life) })),
      );
      return life.dead ? NEVER : answer;
    };
    return {
      health: () => over('/health', (line) => line.health()),
      version: () => over('/version', (line) => versionOf(line)),
      push: (operations, chain, rechecks) =>
        over('/v1/operations', (line) => line.push(operations, chain, rechecks)),
      chain: {
        page: (ask) => over('/v1/chain', (line) => chainOf(line).page(ask)),
        begin: (from) => over('/v1/chain', (line) => chainOf(line).begin(from)),
      },
      feed: (ask) => over('/v1/feed', (line) => line.feed(ask)),
      snapshot: () => over('/v1/snapshots', (line) => line.snapshot()),
      segment: (ask) =>
        over(`/v1/snapshots/${ask.id}/segments/${ask.n}`, async (line) => {
          const came = await segmentOf(line, ask);
          return came.ok ? ok(await held(came.value)) : came;
        }),
      bags: {
        exchange: (keys) => over('/v1/bags/keys', (line) => bagsOf(line).exchange(keys)),
        deliver: (bag) => over('/v1/bags', (line) => bagsOf(line).deliver(bag)),
      },
      policy: () => over('/v1/policy', policyOf),
      register: () => Promise.reject(new Error('a simulated desk is registered from the beginning')),
    };
  }

  /** Answers a call of the window as the door does. */
  answer(channel: HostChannel, ask: unknown): Promise<unknown> {
    if (this.handlers === null) throw new Error('a window before its main process');
    return answerCall(channel, ask, this.handlers).catch((bug: unknown) => {
      if (!this.life.dead)
        this.world.sim.bugs.push(`${channel}: ${bug instanceof Error ? (bug.stack ?? bug.message) : bug}`);
      throw bug;
    });
  }

  /** The snapshot route of the window's own origin. */
  snapshot(part: string): Promise<Response> {
    return answerRequest(new Request(`app://desk/-/snapshot${part}`), this.world.disk.folder, {
      manifest: () => this.transport().snapshot(),
      segment: (ask) => segmentOf(this.transport(), ask),
    });
  }

  on(event: HostEvent, listener: (payload: unknown) => void): () => void {
    const set = this.listeners.get(event) ?? new Set();
    set.add(listener);
    this.listeners.set(event, set);
    return () => set.delete(listener);
  }

  emit(event: HostEvent, payload: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(structuredClone(payload));
  }
}
