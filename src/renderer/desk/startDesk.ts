import type { Operation } from '#shared/domain/operation';
import type { DeliveryStatus, DeskState, PolicyState, Trouble } from '#shared/host';
import { canonicalJson } from '#shared/json';
import type { PracticeState } from '#shared/practice/practice';
import { type RejectDictionary, STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import type { Result } from '#shared/result';
import { isSameOwner, type MirrorOwner } from '#shared/sync/receiverState';
import type { VaultState } from '#shared/vault/calls';
import type { Desktop } from '../desktop';
import { breathe } from '../store/breathe';
import type { CampaignStore } from '../store/campaignStore';
import type { JournalStore } from '../store/journalStore';
import type { MirrorMeta, MirrorStore, RecordMap } from '../store/mirrorStore';
import type { StoreWatch } from '../store/opening';
import { reconcile } from '../store/reconcile';
import { type Receiver, receiverOver } from '../sync/receiver';
import type { FetchSnapshot } from '../sync/snapshot';
import { type Verdicts, verdictsOver } from '../sync/verdictReader';
import type { Desk, DeskSnapshot } from './api';
import { type CampaignBook, campaignBook } from './campaign/campaignBook';
import { CampaignFile } from './campaign/campaignFile';
import { restoredLists } from './campaign/campaignWords';
import { keptCampaign } from './campaign/keptCampaign';
import { isAdministrator } from './clerks';
import type { DecidingAt } from './deciding';
import { type Deliveries, deliveriesOver } from './deliveries';
import { type Departed, departedPeople } from './departed';
import { DraftBook } from './draftBook';
import { openDrafts } from './drafts';
import { type Duplicating, duplicating } from './duplicating';
import { foldable } from './foldable';
import { type HandOver, readHandOvers } from './handingOver';
import { type DeskJournal, journalOver } from './journal';
import { awaitsRecheck, outcomeOf, type Standing, standingsOf } from './ledger';
import { type Papers, papersOf, papersOver } from './papers';
import { laterOf } from './practiceDesk';
import { preflighting } from './preflighting';
import { type SecondPersonDesk, withSecondPerson } from './secondPerson';
import { deskServices } from './services';
import { sameUnderOtherDocument } from './typedSubject';
import { provenOf } from './updateDesk';
import { createView, type View } from './view';

export interface DeskStores {
  readonly journal: JournalStore;
  readonly mirror: MirrorStore;
  readonly campaign: CampaignStore;
}

/** What a desk needs of the world; the tests give it a world of their own. */
export interface DeskWorld {
  readonly desktop: Desktop;
  readonly fetchSnapshot: FetchSnapshot;
  now(): number;
  /** Calls `work` again and again; gives the function that ends it. */
  every(ms: number, work: () => void): () => void;
  /** Resolves when the window has nothing better to do; absent: as soon as it has painted. */
  idle?(): Promise<void>;
  openStores(watch: StoreWatch): Promise<Result<DeskStores, Trouble>>;
}

/** The parts that exist once the stores are open and the journal is mended. */
export interface OpenDesk {
  readonly store: JournalStore;
  readonly mirror: MirrorStore;
  readonly journal: DeskJournal;
  readonly verdicts: Verdicts;
  readonly deliveries: Deliveries;
  readonly receiver: Receiver;
  readonly papers: Papers;
  readonly campaign: CampaignBook;
  readonly campaignFile: CampaignFile;
  /** Operations that were handed to a colleague, by operation. */
  readonly handOvers: Map<string, HandOver>;
}

/** The running desk as its services see it. */
export interface DeskCore {
  readonly second: SecondPersonDesk;
  readonly desktop: Desktop;
  readonly view: View;
  parts(): OpenDesk | null;
  /** Every draft of this desk, whosever it is; the snapshot has those that the clerk signed in may see. */
  readonly drafts: DraftBook;
  /** After the drafts, or who looks at them, changed. */
  showDrafts(): void;
  /** The same draft as the clerk's own. */
  mine<D extends { readonly owner?: string }>(draft: D): D;
  readonly departed: Departed;
  /** Who may be entered twice. */
  readonly duplicates: Duplicating;
  standings(): readonly Standing[];
  /** Where one operation of this desk stands; null where there is none with this id. */
  standingOf(opId: string): Standing | null;
  snapshot(): DeskSnapshot;
  publish(change: Partial<DeskSnapshot>): void;
  /** Null while there is no mirror to decide on. */
  deciding(): DecidingAt | null;
  /** What the platform's reasons mean, as the policy in use has it. */
  dictionary(): RejectDictionary;
  /** After an entry was accepted or settled. */
  journalGrew(operation: Operation | null): void;
  /** After several operations were accepted together. */
  journalGrewBy(operations: readonly Operation[]): void;
  changeDay(day: string): void;
  takeState(state: DeskState): void;
  takeStatus(status: DeliveryStatus): void;
  /** One round of receipt, at once; `consent`: the clerk asked for it. */
  receive(urgent: boolean, consent?: boolean): Promise<void>;
}

/** How often the feed is asked while the line is up and nothing else prompts it. */
const FEED_EVERY_MS = 20_000;
/** How often a store that lags behind the journal file is tried again: a clerk makes room on the disk within minutes. */
const MEND_EVERY_MS = 10_000;

const STARTING: DeskSnapshot = {
  phase: 'starting',
  progress: null,
  trouble: null,
  findings: [],
  desk: null,
  delivery: null,
  standing: null,
  mirror: null,
  day: '',
  drafts: [],
  sagaDrafts: [],
  othersDrafts: [],
  vault: null,
  counts: { acceptedToday: 0, queued: 0, held: 0, reviewing: 0, needsClerk: 0 },
  preflight: null,
  policy: null,
  practice: null,
  evidence: null,
  revision: 0,
};

/** Of a line that is down it is said elsewhere that work goes on; without people on the desk it does not. */
const LINE_IS_DOWN = new Set(['UNREACHABLE', 'TIMEOUT']);
const withoutMirror = ({ code, text }: Trouble): Trouble => ({
  code,
  text: LINE_IS_DOWN.has(code)
    ? '本机还没有可用的参保资料，现在又连不上平台，暂时不能办理。网络恢复后会自动下载；已保存的业务都在流水账文件中，没有丢失。'
    : text,
});

/** Starts the desk: stores, journal, verdicts, mirror, then receipt. The pages follow it through the snapshot's `phase`. */
export function startDesk(world: DeskWorld): Desk {
  const { desktop, second } = withSecondPerson(world.desktop);
  const view = createView();
  const listeners = new Set<() => void>();
  const departed = departedPeople();
  const drafts = new DraftBook();
  let snapshot = STARTING;
  let parts: OpenDesk | null = null;
  let meta: MirrorMeta | null = null;
  let records: RecordMap = new Map();
  let standings: readonly Standing[] | null = null;
  /** What the disk has of the mirror was read. Before that nothing is received: reading would wait for the whole round (ST53). */
  let isRead = false;
  /** Entries of the journal that the view was last folded with. */
  let folded = 0;
  let standingsById: { readonly of: readonly Standing[]; readonly by: Map<string, Standing> } | null = null;
  let begunFor: { readonly of: string; readonly owner: string; readonly url: string | null } | null = null;
  let statusTurn: Promise<void> = Promise.resolve();
  /** The deliverer's last word that no turn has taken up, and the one that was shown before the first of such words. */
  let heard: { status: DeliveryStatus; before: DeliveryStatus | null } | null = null;

  /** Another window took the stores: whatever is still under way, this window works no more. */
  let taken: Trouble | null = null;

  const publish = (change: Partial<DeskSnapshot>): void => {
    snapshot = { ...snapshot, ...change };
    if (taken) snapshot = { ...snapshot, phase: 'failed', trouble: taken, progress: null };
    for (const listener of listeners) listener();
  };
  const showDrafts = (): void =>
    publish(
      drafts.shown({
        id: snapshot.desk?.clerk.id ?? null,
        isAdministrator: isAdministrator(snapshot),
      }),
    );
  const failed = (trouble: Trouble): void => publish({ phase: 'failed', trouble, progress: null });

  const allStandings = (): readonly Standing[] => {
    if (!parts) return [];
    const { journal, verdicts, deliveries, handOvers } = parts;
    standings ??= standingsOf({
      entries: journal.entries(),
      verdictOf: (opId) => verdicts.get(opId)?.verdict ?? null,
      deliveryOf: (opId) => deliveries.get(opId),
      handedTo: (opId) => handOvers.get(opId)?.to ?? null,
    });
    return standings;
  };

  /** Publishes what follows from journal, verdicts and deliveries. */
  const recount = (change: Partial<DeskSnapshot> = {}): void => {
    standings = null;
    // What another window accepted may be in the journal and not in the view yet; nobody is told of the one without the other.
    if (entryCount() !== folded) refold();
    if (departed.note(allStandings(), (id) => view.person(id)) && parts) {
      // Where it cannot be written they stay in sight until the program is closed.
      parts.mirror.putDeparted(departed.all()).catch(() => undefined);
    }
    const outcomes = allStandings().map((standing) => ({ standing, outcome: outcomeOf(standing) }));
    const pending = outcomes.filter(({ outcome }) => outcome === 'pending');
    const held = pending.filter(({ standing }) => standing.delivery?.state === 'held').length;
    const exported = pending.filter(({ standing }) => standing.delivery?.state === 'exported').length;
    const reviewing = pending.filter(
      ({ standing }) => awaitsRecheck(standing) || standing.delivery?.state === 'waiting-review',
    ).length;
    const day = change.day ?? snapshot.day;
    publish({
      ...change,
      counts: {
        acceptedToday: outcomes.filter(
          ({ standing, outcome }) => standing.operation.day === day && outcome !== 'withdrawn',
        ).length,
        queued: pending.length - held - exported - reviewing,
        held,
        reviewing,
        needsClerk: outcomes.filter(({ outcome }) =>
          ['refused', 'conflict', 'quarantined', 'returned'].includes(outcome),
        ).length,
      },
      revision: snapshot.revision + 1,
    });
    ahead.again();
    likenesses.again();
  };
  const ahead = preflighting({
    facts: () =>
      meta && {
        mirror: records,
        queue: allStandings()
          .filter((standing) => outcomeOf(standing) === 'pending')
          .map(({ operation }) => operation),
        jurisdiction: meta.jurisdiction,
        asOf: meta.asOf,
        dictionary: core.dictionary(),
        personsWithNumber: view.mirrorPersons,
      },
    publish: (preflight) => {
      if (preflight !== null || snapshot.preflight !== null) publish({ preflight });
    },
    rest: world.idle ?? breathe,
    now: world.now,
  });

  const likenesses = duplicating({
    personOf: view.person,
    changed: view.changed,
    found: () => publish({ revision: snapshot.revision + 1 }),
    rest: world.idle ?? breathe,
    now: world.now,
  });

  const entryCount = (): number => parts?.journal.entries().length ?? 0;
  const refold = (): void => {
    standings = null;
    folded = entryCount();
    const versionOf = (key: string): number | null => records.get(key)?.version ?? null;
    const all = allStandings();
    const told = all.flatMap(({ verdict }) => (verdict && 'current' in verdict ? verdict.current : []));
    view.refold(foldable(all, { asOf: meta?.asOf ?? '', versionOf }), told);
  };

  const mirrored = (map: RecordMap, now: MirrorMeta, keys: ReadonlySet<string> | null): void => {
    // The last word of a round for the desk's former jurisdiction.
    const of = owner();
    if (!of || !isSameOwner(now, of)) return;
    const nothingNew = keys !== null && keys.size === 0 && meta?.asOf === now.asOf;
    records = map;
    meta = now;
    if (nothingNew) return;
    if (keys === null || keys.size > 0) {
      view.mirrored(map, { jurisdiction: now.jurisdiction, asOf: now.asOf }, keys);
    }
    refold();
    likenesses.mirrored(map, keys);
    let persons = 0;
    for (const { kind } of map.values()) if (kind === 'person') persons++;
    recount({ phase: 'ready', progress: null, mirror: { persons, asOf: now.asOf } });
    void view.warmSearch();
    void askStanding();
  };

  /** Tells how old the mirror is and on which day the clerk works, and takes in what follows for new work. */
  const askStanding = async (): Promise<void> => {
    const mirrorAsOf = meta?.asOf ?? null;
    const day = snapshot.day === '' ? null : snapshot.day;
    const standing = await desktop.call('desk/standing', { mirrorAsOf, day }).catch(() => null);
    // The desktop asks again before it writes; without its word the clerk is not kept from working.
    if (standing) publish({ standing });
  };

  const owner = (): MirrorOwner | null => {
    const { desk } = snapshot;
    if (!desk?.jurisdiction) return null;
    return { owner: `${desk.mode}/${desk.device ?? ''}`, jurisdiction: desk.jurisdiction };
  };

  const receive = async (urgent: boolean, consent = false): Promise<void> => {
    const of = owner();
    if (parts && of) await parts.receiver.receive(of, urgent, consent);
  };

  /** Once: the stores are open, or there is nothing to open yet. */
  let proven = false;
  const prove = (): void => {
    if (proven) return;
    proven = true;
    provenOf(desktop).then(
      (trouble) => trouble && publish({ findings: [...snapshot.findings, trouble] }),
      // The desktop tries a version again that nobody vouched for.
      () => undefined,
    );
  };

  /** Opens what is on the disk, once a desk is registered; everything the clerk did is there before the network is asked. */
  const begin = async (): Promise<void> => {
    const of = owner();
    if (!of) return;
    const stores = await world.openStores({
      waits: (trouble) => publish({ trouble }),
      lost: (trouble) => {
        taken ??= trouble;
        publish({});
      },
    });
    if (!stores.ok) return failed(stores.error);
    const store = stores.value.journal;
    const reconciled = await reconcile(desktop, store);
    const { verdicts: known } = await store.read();
    const handedOut = await papersOf(desktop, store).catch(() => []);
    const gone = await stores.value.mirror.readDeparted().catch(() => []);
    departed.restore(gone);
    const campaignFile = new CampaignFile(desktop);
    const lists = keptCampaign(stores.value.campaign, campaignFile);
    const campaign = await campaignBook(lists);
    parts = {
      store,
      mirror: stores.value.mirror,
      journal: journalOver(desktop, store, reconciled),
      verdicts: verdictsOver(desktop, store, known),
      deliveries: deliveriesOver(desktop),
      papers: papersOver(desktop, view, handedOut),
      campaign,
      campaignFile,
      handOvers: readHandOvers(await store.readHandOvers().catch(() => [])),
      receiver: receiverOver(desktop, stores.value.mirror, {
        fetchSnapshot: world.fetchSnapshot,
        now: world.now,
        progress: (done, total) => publish({ progress: { done, total } }),
        changed: mirrored,
        trouble: (trouble) => (meta || !trouble ? publish({ trouble }) : failed(withoutMirror(trouble))),
      }),
    };
    const { open, accepted } = openDrafts(await store.readDrafts(), reconciled.entries);
    // The program ended between 已保存 and this.
    for (const id of accepted) void store.removeDraft(id).catch(() => undefined);
    drafts.restore(open);
    publish({ findings: [...reconciled.findings, ...restoredLists(lists.restored())] });
    showDrafts();
    prove();
    await takeStatus(await desktop.call('delivery/status', {}));
    void askStanding();
    if (!(await parts.receiver.load(of))) publish({ phase: 'loading', progress: { done: 0, total: 0 } });
    isRead = true;
    world.every(MEND_EVERY_MS, () => parts?.journal.mendStore());
    world.every(FEED_EVERY_MS, () => {
      if (!meta || snapshot.delivery?.network.state === 'online') void receive(false);
    });
    void receive(true);
  };

  const takeState = (desk: DeskState): void => {
    // A clerk who chose no day of their own goes on with the desk's.
    const follows = snapshot.day === '' || snapshot.day === snapshot.desk?.today;
    const another = snapshot.desk?.clerk.id !== desk.clerk.id;
    publish({ desk, day: follows ? desk.today : snapshot.day });
    if (another) showDrafts();
    if (desk.mode === 'new') {
      publish({ phase: 'new' });
      prove();
    }
    if (!owner()) return;
    if (snapshot.phase === 'new') publish({ phase: 'starting' });
    const now = owner();
    const of = canonicalJson(now);
    if (begunFor?.of === of) return;
    const before = begunFor;
    begunFor = { of, owner: now?.owner ?? '', url: desk.platformUrl };
    // The county gave this desk another jurisdiction: the old mirror serves until the new snapshot takes effect.
    const isReassigned = before?.owner === now?.owner && before?.url === desk.platformUrl;
    if (now !== null && isReassigned && meta !== null) {
      const text = `县里把本机改管${now.jurisdiction.name}，正在重新下载资料。没有上传完的业务照常上传；涉及原辖区人员的，平台会退回“待办”，双方的内容都保留。`;
      publish({ findings: [...snapshot.findings, { code: 'REASSIGNED', text }] });
      return void receive(true);
    }
    // Registered anew with another platform: the stores stay open, the mirror is fetched for the new jurisdiction.
    if (before !== null) {
      meta = null;
      records = new Map();
      publish({ phase: 'loading', progress: { done: 0, total: 0 }, mirror: null });
      return void receive(true);
    }
    begin().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : 'start');
      failed({
        code: 'START_FAILED',
        text: '参保台没有打开成功。已保存的业务都在流水账文件中，没有丢失。请重新载入；再次出现时请联系技术人员。',
      });
    });
  };

  /**
   * Takes in what the deliverer says, one status after another. Words that come while a turn is at work are taken in
   * together, as the last of them: with thousands of operations on their way each turn looks at all of them.
   */
  const takeStatus = (status: DeliveryStatus): Promise<void> => {
    const waits = heard !== null;
    heard = { status, before: heard === null ? snapshot.delivery : heard.before };
    publish({ delivery: status });
    if (waits) return statusTurn;
    statusTurn = statusTurn
      .then(async () => {
        if (!heard) return;
        const { status, before } = heard;
        heard = null;
        if (!parts) return;
        const given = await parts.journal.readUpTo(status.chain?.entries ?? 0);
        const read = await parts.verdicts.readUpTo(status.verdicts);
        const moved = await parts.deliveries.refresh();
        const filled = await parts.verdicts.fillIn(parts.deliveries.decided(), status.verdicts);
        const news = read || filled || given;
        if (news || moved) refold();
        recount();
        const online = status.network.state === 'online';
        // The line has come up: a desk without a mirror asks at once instead of waiting out its retry.
        const cameUp = online && before?.network.state !== 'online';
        if (isRead && online && (news || cameUp)) void receive(cameUp && !meta);
      })
      .catch((error: unknown) => console.error(error instanceof Error ? error.message : 'status'));
    return statusTurn;
  };

  const core: DeskCore = {
    second,
    desktop,
    view,
    parts: () => parts,
    drafts,
    showDrafts,
    mine(draft) {
      const owner = snapshot.desk?.clerk.id;
      return owner === undefined ? draft : { ...draft, owner };
    },
    departed,
    duplicates: likenesses,
    standings: allStandings,
    standingOf(opId) {
      const of = allStandings();
      if (standingsById?.of !== of)
        standingsById = { of, by: new Map(of.map((standing) => [standing.operation.opId, standing])) };
      return standingsById.by.get(opId) ?? null;
    },
    snapshot: () => snapshot,
    publish,
    deciding: () =>
      meta && {
        day: snapshot.day,
        jurisdiction: meta.jurisdiction,
        asOf: meta.asOf,
        sameAs: (body) => sameUnderOtherDocument(body, view.person, likenesses),
      },
    dictionary: () => snapshot.policy?.dictionary ?? STANDING_DICTIONARY,
    journalGrew(operation) {
      if (operation && entryCount() === folded + 1) {
        view.append(operation);
        folded += 1;
      } else refold();
      recount();
    },
    journalGrewBy(operations) {
      for (const operation of operations) view.append(operation);
      recount();
    },
    changeDay(day) {
      recount({ day });
      void askStanding();
    },
    takeState,
    takeStatus: (status) => void takeStatus(status),
    receive,
  };

  const takePolicy = (policy: PolicyState): void => recount({ policy });
  desktop.on('policy/changed', takePolicy);
  desktop.call('policy/current', {}).then(takePolicy, () => undefined);
  const takePractice = (practice: PracticeState | null): void =>
    publish({ practice: laterOf(snapshot.practice, practice) });
  desktop.on('practice/changed', takePractice);
  desktop.call('practice/state', {}).then(takePractice, () => undefined);
  const takeVault = (vault: VaultState): void => {
    publish({ vault, revision: snapshot.revision + 1 });
    showDrafts();
  };
  desktop.on('vault/changed', takeVault);
  desktop.call('vault/state', {}).then(takeVault, () => undefined);
  desktop.on('evidence/changed', (evidence) => publish({ evidence }));
  desktop.call('evidence/status', {}).then(
    (evidence) => publish({ evidence }),
    () => undefined,
  );
  desktop.on('desk/changed', takeState);
  desktop.on('standing/changed', (standing) => publish({ standing }));
  desktop.on('delivery/changed', (status) => void takeStatus(status));
  desktop
    .call('desk/state', {})
    .then(takeState, () =>
      failed({ code: 'NO_DESKTOP', text: '窗口没有连上参保台主程序。请关闭后重新打开。' }),
    );

  return deskServices(core, (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
}
