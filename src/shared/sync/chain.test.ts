import { describe, expect, test } from 'vitest';
import { chainOf } from '#fixtures/standInJournal';
import { CHAIN_START, contentHashOf, type JournalEntry, opIdOf } from '../domain/journalEntry';
import type { ChainWord } from '../protocol/chain';
import {
  type ChainHeard,
  type ChainNote,
  chainAtStart,
  chainWork,
  grown,
  hear,
  inEpoch,
  linksAfter,
  mayAppend,
  NOTHING_NOTED,
  ownChain,
} from './chain';
import { appendTrouble, chainStanding } from './chainWords';
import { type DeliveryEvent, step, wakeAt } from './deliverer';
import { operationsAfter, statusOf } from './describe';
import type { Fault } from './fault';
import { HEARTBEAT_MS, stateAtStart } from './state';

const ENTRIES = chainOf(10);
const headOf = (entries: readonly JournalEntry[], seq: number) => ({
  seq,
  hash: entries[seq - 1]?.hash ?? CHAIN_START,
});
const word = (seq: number, over: Partial<ChainWord> = {}): ChainWord => ({
  epoch: 1,
  head: headOf(ENTRIES, seq),
  register: 'r1',
  fork: null,
  ...over,
});
/** The platform's word beside a journal that is the first entries of the ten. */
const heardBy = (
  have: readonly JournalEntry[],
  said: ChainWord | null,
  over: Partial<ChainHeard> = {},
): ChainHeard => ({
  word: said,
  conflict: false,
  own: ownChain(have),
  ownHash:
    said === null
      ? null
      : said.head.seq === 0
        ? CHAIN_START
        : (have.find(({ seq }) => seq === said.head.seq)?.hash ?? null),
  asked: 0,
  ...over,
});
const noted = (seq: number): ChainNote => ({
  ...NOTHING_NOTED,
  known: { head: headOf(ENTRIES, seq), register: 'r1' },
});
const start = (length: number, note: ChainNote = NOTHING_NOTED) =>
  chainAtStart(note, ownChain(ENTRIES.slice(0, length)));

describe('the chain beside the platform’s copy', () => {
  test('[DL31] links go from the platform’s head on; none before it has spoken', () => {
    const before = start(5);
    expect([linksAfter(before), chainWork(before), chainStanding(before).state]).toEqual([
      null,
      null,
      'unknown',
    ]);
    const { chain, again } = hear(before, heardBy(ENTRIES.slice(0, 5), word(3)));
    expect([linksAfter(chain), chainWork(chain), again]).toEqual([3, 'lay', null]);
    const all = hear(chain, heardBy(ENTRIES.slice(0, 5), word(5))).chain;
    expect(chainWork(all)).toBeNull();
    expect(chainWork(grown(all, ENTRIES.slice(5, 6)))).toBe('lay');
    expect(chainStanding(all)).toMatchObject({ state: 'whole', text: null, accepts: true, entries: 5 });
  });

  test('[DL34] a platform that is ahead stops acceptance and closings until the rest is back', () => {
    const { chain } = hear(start(5), heardBy(ENTRIES.slice(0, 5), word(8)));
    expect([chain.condition, chainWork(chain)]).toEqual(['behind', 'catchUp']);
    expect([mayAppend(chain, 'operation'), mayAppend(chain, 'closing')]).toEqual([false, false]);
    expect(chainStanding(chain).text).toContain('少 3 笔');
    expect(appendTrouble(chain, 'closing')?.code).toBe('CHAIN_BEHIND');
    const caught = hear(chain, heardBy(ENTRIES.slice(0, 8), word(8))).chain;
    expect([caught.condition, appendTrouble(caught, 'operation')]).toEqual(['whole', null]);
  });

  test('[DL34] a journal that ends before what the platform once acknowledged is known at the start, without a line', () => {
    expect(start(5, noted(8)).condition).toBe('behind');
    expect(start(8, noted(8)).condition).toBe('whole');
    expect(start(9, noted(8)).condition).toBe('whole');
  });

  test('[DL34] an entry lost in the middle is fetched, and acceptance goes on at the end', () => {
    const have = ENTRIES.filter(({ seq }) => seq !== 4);
    expect(ownChain(have)).toMatchObject({ head: headOf(ENTRIES, 3), last: 10, count: 9 });
    const { chain } = hear(chainAtStart(NOTHING_NOTED, ownChain(have)), heardBy(have, word(10)));
    expect([chain.condition, chainWork(chain), mayAppend(chain, 'operation')]).toEqual([
      'gap',
      'catchUp',
      true,
    ]);
    const mended = hear(chain, heardBy(ENTRIES, word(10))).chain;
    expect([mended.condition, chainWork(mended)]).toEqual(['whole', null]);
  });

  test('[DL34] what left nothing but its place is told by number, until it is entered again', () => {
    const [first, second, third] = ENTRIES;
    if (!first || !second || !third) throw new Error('ten entries');
    const buried: JournalEntry = {
      ...second,
      content: {
        type: 'tombstone',
        opId: opIdOf(second.content),
        contentHash: contentHashOf(second.content),
      },
    };
    const own = ownChain([first, buried, third]);
    expect(own.lost).toEqual([2]);
    expect(chainStanding(chainAtStart(NOTHING_NOTED, own)).text).toContain('第 2 笔');
    expect(ownChain([first, buried, { ...third, content: second.content }]).lost).toEqual([]);
    const withdrawal = {
      type: 'withdrawal' as const,
      opId: opIdOf(second.content),
      reason: '试',
      clerk: 'c',
    };
    expect(ownChain([first, buried, { ...third, content: withdrawal }]).lost).toEqual([]);
  });

  test.each([
    ['another entry under its head', heardBy(ENTRIES, word(4, { head: { seq: 4, hash: 'a'.repeat(64) } }))],
    ['a refusal', heardBy(ENTRIES, word(4), { conflict: true })],
    ['a refusal without a word', heardBy(ENTRIES, null, { conflict: true })],
  ])(
    '[DL32] %s: no operation is accepted, closings are, no links are spoken of, and a restart keeps it',
    (_, heard) => {
      const { chain } = hear(start(10, noted(3)), heard);
      expect([chain.condition, chain.forked, linksAfter(chain), chainWork(chain)]).toEqual([
        'forked',
        true,
        null,
        null,
      ]);
      expect([mayAppend(chain, 'operation'), mayAppend(chain, 'closing')]).toEqual([false, true]);
      expect(appendTrouble(chain, 'operation')?.text).toContain('另起一段流水');
      // Nothing that is said of the old epoch heals it.
      expect(hear(chain, heardBy(ENTRIES, word(10))).chain.condition).toBe('forked');
      expect(chainAtStart({ ...NOTHING_NOTED, forked: true }, ownChain(ENTRIES)).condition).toBe('forked');
      const anew = inEpoch(chain, word(0, { epoch: 2 }));
      expect([anew.condition, linksAfter(anew), chainWork(anew)]).toEqual(['whole', 0, 'lay']);
      expect(hear(anew, heardBy(ENTRIES, word(4))).chain).toEqual({ ...anew, own: ownChain(ENTRIES) });
    },
  );

  test('[DL32] the desk whose chain the platform has is told of the other one and goes on', () => {
    for (const parted of [false, true]) {
      const fork = { seq: 7, since: '2026-11-22T09:00:00+08:00', parted };
      const { chain } = hear(start(10), heardBy(ENTRIES, word(10, { fork })));
      expect(chainStanding(chain)).toMatchObject({ state: 'copied', accepts: true });
      expect(chainStanding(chain).text).toContain(parted ? '互不影响' : '另一台电脑正在用');
    }
  });

  test('[DL35] [DL36] less than was acknowledged sends again what lies behind, unless the word is older than the last links', () => {
    const known = start(10, noted(8));
    expect(hear(known, heardBy(ENTRIES, word(5))).again).toBe(5);
    expect(hear(known, heardBy(ENTRIES, word(0, { register: 'r2' }))).again).toBe(0);
    expect(hear(known, heardBy(ENTRIES, word(8, { register: 'r2' }))).again).toBeNull();
    const late = hear({ ...known, serial: 3 }, heardBy(ENTRIES, word(5), { asked: 2 }));
    expect([late.again, late.chain.known?.head.seq]).toEqual([null, 8]);
    // A bag's answer told more while the push that left before it was still on its way.
    const told = hear(start(10, noted(4)), heardBy(ENTRIES, word(8), { asked: 0 })).chain;
    expect(hear(told, heardBy(ENTRIES, word(5), { asked: 0 })).again).toBeNull();
  });
});

/** The deliverer on these entries, with a line. */
class Hand {
  now = 1_000_000;
  commands: ReturnType<typeof step>['commands'] = [];
  state;

  constructor(entries: readonly JournalEntry[], note: ChainNote = NOTHING_NOTED) {
    this.state = stateAtStart(entries, [], new Set(), note);
  }

  does(event: DeliveryEvent): string[] {
    const { state, commands } = step(this.state, event, { now: this.now, random: 0 });
    this.state = state;
    this.commands = commands;
    return commands.map(({ type }) => type);
  }
}

const AT = '2026-11-22T08:00:00+08:00';
const appliedOf = (entries: readonly JournalEntry[]) =>
  entries.map(({ content }) => {
    if (content.type !== 'operation') throw new Error('operations only');
    const { opId, bodyHash } = content.operation;
    const echo = { opId, bodyHash, at: AT };
    return {
      ...echo,
      outcome: 'applied' as const,
      receipt: 'R',
      versions: {},
      assigned: {},
      parallel: false,
    };
  });
const forked: Fault = { kind: 'denied', status: 409, code: 'CHAIN_FORKED', text: '', retryAfterMs: null };
const unreachable: Fault = { kind: 'unreachable' };

describe('delivery and the chain', () => {
  const settled = (hand: Hand) => {
    hand.does({ type: 'line', up: true });
    const verdicts = appliedOf(ENTRIES);
    hand.does({
      type: 'answered',
      verdicts,
      serverTime: AT,
      chain: heardBy(ENTRIES, word(10), { asked: 1 }),
    });
    expect(hand.commands.map(({ type }) => type)).toEqual(['record', 'note']);
    hand.does({ type: 'recorded', verdicts });
    return hand;
  };

  test('[DL31] links that nothing carries along are laid alone, one request at a time, and a failure waits', () => {
    const hand = new Hand([]);
    hand.does({ type: 'line', up: true });
    const probed = hand.does({ type: 'probed', serverTime: AT, chain: heardBy([], word(0)) });
    expect(probed).toEqual(['note']);
    hand.state = { ...hand.state, chain: { ...hand.state.chain, own: ownChain(ENTRIES) } };
    expect(hand.does({ type: 'tick' })).toEqual(['lay']);
    expect(hand.does({ type: 'tick' })).toEqual([]);
    // Only an answer can change anything: no timer runs meanwhile.
    expect(wakeAt(hand.state)).toBeNull();
    expect(hand.does({ type: 'chainFailed', fault: unreachable })).toEqual([]);
    expect(wakeAt(hand.state)).toBe(hand.now + HEARTBEAT_MS);
    hand.now += HEARTBEAT_MS;
    expect(hand.does({ type: 'tick' })).toEqual(['lay']);
    expect(hand.does({ type: 'chainDone', chain: heardBy(ENTRIES, word(6)) })).toEqual(['note', 'lay']);
    // The same again is no progress: the next attempt waits, and the line is looked at meanwhile.
    expect(hand.does({ type: 'chainDone', chain: heardBy(ENTRIES, word(6)) })).toEqual(['probe']);
    expect(wakeAt(hand.state)).toBe(hand.now + HEARTBEAT_MS);
  });

  test('[DL32] a push that is refused for the chain puts its operations back, unsuspected, and they go again', () => {
    const hand = new Hand(ENTRIES, noted(3));
    hand.does({ type: 'line', up: true });
    for (let n = 0; n < 4; n++) {
      const heard = heardBy(ENTRIES, word(4), { conflict: true, asked: hand.state.chain.serial });
      hand.does({ type: 'failed', fault: forked, chain: heard });
      expect(hand.state.chain.condition).toBe('forked');
      expect(operationsAfter(hand.state, 0, 20).every(({ state }) => state === 'queued')).toBe(true);
      hand.now = hand.state.notBefore;
      expect(hand.does({ type: 'tick' })).toEqual(['send']);
    }
    expect(hand.state.limit.operations).toBeGreaterThan(1);
  });

  test('[DL34] what was lost is fetched before anything is sent, and a failure does not stop delivery', () => {
    const have = ENTRIES.slice(0, 5);
    const hand = new Hand(have, noted(8));
    hand.does({ type: 'line', up: true });
    expect(hand.commands.map(({ type }) => type)).toEqual(['catchUp']);
    expect(hand.does({ type: 'chainFailed', fault: unreachable })).toEqual(['send']);
    hand.does({ type: 'failed', fault: unreachable });
    hand.now += HEARTBEAT_MS;
    expect(hand.does({ type: 'tick' })).toEqual(['catchUp']);
    const back = ENTRIES.slice(5, 8);
    hand.does({ type: 'appended', entries: back, restored: true });
    hand.does({ type: 'learned', verdicts: appliedOf(back) });
    hand.does({ type: 'chainDone', chain: heardBy(ENTRIES.slice(0, 8), word(8)) });
    expect(hand.state.chain.condition).toBe('whole');
    expect(operationsAfter(hand.state, 5, 20).map(({ state }) => state)).toEqual([
      'settled',
      'settled',
      'settled',
    ]);
    expect(hand.state.inFlight).toHaveLength(5);
  });

  test('[DL35] verdicts that the platform has lost count no more: their operations go again, closed ones do not', () => {
    const hand = settled(new Hand(ENTRIES));
    const done = () => operationsAfter(hand.state, 0, 20).filter(({ state }) => state === 'settled');
    expect(done()).toHaveLength(10);
    const commands = hand.does({
      type: 'probed',
      serverTime: AT,
      chain: heardBy(ENTRIES, word(6), { asked: hand.state.chain.serial }),
    });
    expect(commands).toEqual(['note', 'send']);
    expect(hand.commands[0]).toMatchObject({ again: ENTRIES.slice(6).map(({ content }) => opIdOf(content)) });
    expect(done()).toHaveLength(6);
    hand.does({ type: 'failed', fault: unreachable });
    expect(statusOf(hand.state, 10).queued).toBe(4);
  });

  test('[DL33] under a new epoch the whole chain is laid again and no settled operation is sent', () => {
    const hand = settled(new Hand(ENTRIES));
    const asked = hand.state.chain.serial;
    hand.does({
      type: 'probed',
      serverTime: AT,
      chain: heardBy(ENTRIES, word(10), { conflict: true, asked }),
    });
    expect(hand.does({ type: 'epoch', word: word(0, { epoch: 2 }) })).toEqual(['note', 'lay']);
    expect(statusOf(hand.state, 10)).toMatchObject({ queued: 0, chain: { epoch: 2, accepts: true } });
  });

  test('[DL31] a draft accepted later is laid after those before it', () => {
    const hand = settled(new Hand(ENTRIES));
    const [next] = chainOf(11).slice(10);
    if (!next) throw new Error('eleven entries');
    expect(hand.does({ type: 'appended', entries: [next], restored: false })).toEqual(['send']);
    expect(linksAfter(hand.state.chain)).toBe(10);
  });
});
