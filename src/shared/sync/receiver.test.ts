import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Jurisdiction } from '../domain/region';
import { API, PROTOCOL, type SnapshotManifest } from '../protocol/messages';
import { type ReceiverCommand, type ReceiverEvent, receive } from './receiver';
import { peopleLost } from './receiverGuard';
import { type MirrorSummary, NOTHING_RECEIVED, type ReceiverState } from './receiverState';

const QINGHE: Jurisdiction = { region: '220199', name: '青禾镇', prefixes: ['220199100'] };
const OF = { owner: 'desk', jurisdiction: QINGHE };
const AS_OF = '2026-11-22T09:00:00.000+08:00';
const segment = (n: number) => ({ records: 10, bytes: 100, sha256: `${n}`.repeat(64) });
const MANIFEST: SnapshotManifest = {
  api: API,
  protocol: PROTOCOL,
  serverTime: AS_OF,
  id: 's1',
  jurisdiction: QINGHE,
  cursor: 'c1',
  asOf: AS_OF,
  records: 30,
  persons: 12,
  segments: [segment(1), segment(2), segment(3)],
};
const SERVING: MirrorSummary = {
  ...OF,
  generation: 1,
  cursor: 'c1',
  asOf: AS_OF,
  pageRows: 0,
  nobody: false,
};
const WEIGHT = { records: 30, persons: 12, doubled: 0 };
const NO_LINE = { type: 'manifestRefused', trouble: { code: 'OFFLINE', text: '连不上平台。' } } as const;
const ask = (over: Partial<Extract<ReceiverEvent, { type: 'asked' }>> = {}): ReceiverEvent => ({
  type: 'asked',
  of: OF,
  urgent: false,
  consent: false,
  ...over,
});

/** Plays events one after another; gives the last state and every command by its type. */
function play(from: ReceiverState, events: readonly ReceiverEvent[], now = 0) {
  let state = from;
  const commands: ReceiverCommand[] = [];
  for (const event of events) {
    const step = receive(state, event, { now });
    state = step.state;
    commands.push(...step.commands);
  }
  return { state, commands, types: commands.map(({ type }) => type), said: said(commands) };
}
const said = (commands: readonly ReceiverCommand[]): (string | null)[] =>
  commands.flatMap((command) => (command.type === 'say' ? [command.trouble?.code ?? null] : []));

const NONE_STAGED: ReceiverEvent = { type: 'recalled', staged: null };
const CAME: ReceiverEvent = { type: 'manifestCame', value: MANIFEST };
const staged = (n: number): ReceiverEvent => ({ type: 'segmentStaged', n });
const WHOLE = [CAME, { type: 'restaged', here: [] }, staged(0), staged(1), staged(2)] as const;

describe('a snapshot', () => {
  test('[ST51] is staged segment by segment, weighed, made to serve, and followed by the feed', () => {
    const flipped: ReceiverEvent = { type: 'flipped', serving: SERVING };
    const weighed: ReceiverEvent = { type: 'weighed', weight: WEIGHT, lost: 0 };
    const { state, types, commands } = play(NOTHING_RECEIVED, [
      ask(),
      NONE_STAGED,
      ...WHOLE,
      weighed,
      flipped,
      { type: 'page', foreign: false, lost: 0 },
      { type: 'pageStored', serving: { ...SERVING, cursor: 'c2' }, more: false },
    ]);
    expect(types).toEqual([
      ...[
        'recall',
        'askManifest',
        'restage',
        'progress',
        'askSegment',
        'progress',
        'askSegment',
        'progress',
        'askSegment',
      ],
      ...['progress', 'weigh', 'flip', 'say', 'askFeed', 'storePage', 'say'],
    ]);
    expect(commands.filter(({ type }) => type === 'progress')).toEqual(
      [0, 10, 20, 30].map((done) => ({ type: 'progress', done, total: 30 })),
    );
    expect(state).toMatchObject({ round: null, staged: null, serving: { cursor: 'c2' } });
  });

  test('[ST46] goes on with what is staged, and asks for what is missing only', () => {
    const found: ReceiverEvent = { type: 'recalled', staged: { ...OF, manifest: MANIFEST, here: [2, 0] } };
    const { commands } = play(NOTHING_RECEIVED, [ask(), found, staged(1)]);
    expect(commands.filter(({ type }) => type.startsWith('ask'))).toMatchObject([
      { type: 'askSegment', n: 1 },
    ]);
    expect(commands.at(-1)).toEqual({ type: 'weigh' });
  });

  test.each([
    ['another desk’s', { ...OF, owner: 'another' }, SERVING],
    ['older than what serves', OF, { ...SERVING, asOf: '2026-11-22T09:00:01.000+08:00' }],
  ])('[ST49] what is staged and is %s leads to a question and not to the mirror', (_, of, serving) => {
    const found: ReceiverEvent = { type: 'recalled', staged: { ...of, manifest: MANIFEST, here: [0, 1, 2] } };
    const unknown: ReceiverEvent = { type: 'pageRefused', code: 'CURSOR_UNKNOWN' };
    expect(play({ ...NOTHING_RECEIVED, serving }, [ask(), unknown, found]).types).toEqual([
      'askFeed',
      'recall',
      'askManifest',
    ]);
  });

  test('[ST46] a segment that comes wrong is asked for three times, then the line is left alone and the rest kept', () => {
    const cut: ReceiverEvent = { type: 'segmentBroken', n: 1, fault: { kind: 'cut' } };
    const events = [ask(), NONE_STAGED, CAME, { type: 'restaged', here: [0] }, cut, cut, cut] as const;
    const { state, commands, said } = play(NOTHING_RECEIVED, events);
    expect(commands.filter(({ type }) => type === 'askSegment')).toHaveLength(3);
    expect(said).toEqual(['SNAPSHOT_CUT']);
    expect(state).toMatchObject({ round: null, suspect: false, staged: { here: [0] } });
    const hash: ReceiverEvent = { type: 'segmentBroken', n: 1, fault: { kind: 'hash' } };
    expect(play(NOTHING_RECEIVED, [...events.slice(0, 4), hash, hash, hash]).state.suspect).toBe(true);
  });

  test.each([
    ['bad', 'SNAPSHOT_BAD'],
    ['foreign', 'SNAPSHOT_FOREIGN'],
  ] as const)(
    '[ST31] a record that is %s takes the whole snapshot with it, and is told by its place',
    (kind, code) => {
      const broken: ReceiverEvent = { type: 'segmentBroken', n: 2, fault: { kind, at: 4 } };
      const { state, types, commands, said } = play(NOTHING_RECEIVED, [
        ask(),
        NONE_STAGED,
        ...WHOLE.slice(0, 4),
        broken,
      ]);
      expect(types.slice(-2)).toEqual(['discard', 'say']);
      expect(said).toEqual([code]);
      expect(JSON.stringify(commands.at(-1))).toContain('第 24 条');
      expect(state.staged).toBeNull();
    },
  );

  test.each([
    [{ ...WEIGHT, doubled: 1 }, 'SNAPSHOT_BAD'],
    [{ ...WEIGHT, records: 29 }, 'SNAPSHOT_BAD'],
    [{ ...WEIGHT, persons: 11 }, 'SNAPSHOT_BAD'],
  ])('[ST31] whole segments that are not what was announced do not serve: %o', (weight, code) => {
    const { types, said } = play(NOTHING_RECEIVED, [
      ask(),
      NONE_STAGED,
      ...WHOLE,
      { type: 'weighed', weight, lost: 0 },
    ]);
    expect(types).not.toContain('flip');
    expect(said).toEqual([code]);
  });

  test('[ST32] waits 5 s, 30 s, 2 min, then 10 min after a failure; from the first again where some of it came', () => {
    let state = NOTHING_RECEIVED;
    const waits: number[] = [];
    for (let i = 0; i < 5; i++) {
      state = play(state, [ask({ urgent: true }), NONE_STAGED, NO_LINE], 1_000).state;
      waits.push(state.retryAt - 1_000);
    }
    expect(waits).toEqual([5_000, 30_000, 120_000, 600_000, 600_000]);
    expect(play(state, [ask()], state.retryAt - 1).types).toEqual([]);
    expect(play(state, [ask()], state.retryAt).types).toEqual(['recall']);
    const refused: ReceiverEvent = { type: 'segmentRefused', trouble: NO_LINE.trouble };
    const some = [
      ask({ urgent: true }),
      NONE_STAGED,
      CAME,
      { type: 'restaged', here: [] },
      staged(0),
      refused,
    ] as const;
    expect(play(state, some, 1_000).state.retryAt - 1_000).toBe(5_000);
  });

  test('[ST49] one that is not kept any more is asked for anew once in a round', () => {
    const gone: ReceiverEvent = {
      type: 'segmentRefused',
      trouble: { code: 'SNAPSHOT_UNKNOWN', text: '没有。' },
    };
    const again = [CAME, { type: 'restaged', here: [] }] as const;
    const { types, said, state } = play(NOTHING_RECEIVED, [
      ask(),
      NONE_STAGED,
      ...again,
      gone,
      ...again,
      gone,
    ]);
    expect(types.filter((type) => type === 'askManifest')).toHaveLength(2);
    expect(said).toEqual(['SNAPSHOT_GONE']);
    expect(state).toMatchObject({ round: null, staged: null });
  });
});

describe('people who would be lost', () => {
  const lost = (n: number): ReceiverEvent => ({ type: 'weighed', weight: WEIGHT, lost: n });
  const unknown: ReceiverEvent = { type: 'pageRefused', code: 'CURSOR_UNKNOWN' };
  const held = { ...NOTHING_RECEIVED, serving: SERVING };

  test('[ST40] consent is to as many as were told, and for one round', () => {
    const first = play(held, [ask({ urgent: true }), unknown, NONE_STAGED, ...WHOLE, lost(300)]);
    expect(first.said).toEqual(['MIRROR_SHRINKS']);
    const consent = ask({ urgent: true, consent: true });
    const more = play(first.state, [consent, unknown, NONE_STAGED, ...WHOLE, lost(301)]);
    expect(more.types).not.toContain('flip');
    const same = play(first.state, [consent, unknown, NONE_STAGED, ...WHOLE, lost(300)]);
    expect(same.types.at(-1)).toBe('flip');
    const other = play(first.state, [ask({ urgent: true }), unknown, NONE_STAGED, ...WHOLE, lost(300)]);
    expect(other.types).not.toContain('flip');
    expect(more.state.consented).toBe(0);
  });

  test('[ST40] [ST49] what was not let serve is not forgotten: the platform is asked anew, and the same need not come again', () => {
    const first = play(held, [ask({ urgent: true }), unknown, NONE_STAGED, ...WHOLE, lost(300)]);
    expect(first.types).not.toContain('discard');
    const found: ReceiverEvent = { type: 'recalled', staged: { ...OF, manifest: MANIFEST, here: [0, 1, 2] } };
    const second = play(first.state, [
      ask({ urgent: true }),
      unknown,
      found,
      CAME,
      { type: 'restaged', here: [0, 1, 2] },
    ]);
    expect(second.types).toEqual(['askFeed', 'recall', 'askManifest', 'restage', 'progress', 'weigh']);
  });

  test('[ST40] consent is to what stands there to be read: once the line is well again, or something else is said, it is to nothing', () => {
    const consent = ask({ urgent: true, consent: true });
    const first = play(held, [ask({ urgent: true }), unknown, NONE_STAGED, ...WHOLE, lost(300)]);
    const stored: ReceiverEvent = { type: 'pageStored', serving: SERVING, more: false };
    const well = play(first.state, [ask(), { type: 'page', foreign: false, lost: 0 }, stored]);
    expect(well.state.toldLost).toBe(0);
    const after = play(well.state, [consent, unknown, NONE_STAGED, ...WHOLE, lost(300)]);
    expect(after.types).not.toContain('flip');
    expect(after.said).toEqual(['MIRROR_SHRINKS']);
    const bad = play(first.state, [ask(), { type: 'pageBad' }]);
    const afterBad = play(bad.state, [consent, unknown, NONE_STAGED, ...WHOLE, lost(300)]);
    expect(afterBad.types).not.toContain('flip');
  });

  test('[ST40] a page waits for the same word', () => {
    const page: ReceiverEvent = { type: 'page', foreign: false, lost: 50 };
    const first = play(held, [ask(), page]);
    expect(first.said).toEqual(['MIRROR_SHRINKS']);
    expect(play(first.state, [ask({ consent: true }), page]).types.at(-1)).toBe('storePage');
  });

  test('[ST40] a share of those held, within two bounds, is a day’s work', () => {
    const keys = (n: number) => Array.from({ length: n }, (_, i) => `person:${i}`);
    const losing = (n: number, of: number) =>
      peopleLost([...keys(of), 'household:1'], (key) => Number(key.slice(7)) >= n);
    expect([losing(5, 10), losing(6, 10)]).toEqual([0, 6]);
    expect([losing(3, 4), losing(4, 4), losing(1, 1), losing(0, 0)]).toEqual([0, 4, 1, 0]);
    expect([losing(20, 1_000), losing(21, 1_000)]).toEqual([0, 21]);
    expect([losing(200, 50_000), losing(201, 50_000)]).toEqual([0, 201]);
  });
});

describe('a snapshot of nobody', () => {
  const NOBODY = { ...MANIFEST, records: 0, persons: 0, segments: [] };
  const came: ReceiverEvent = { type: 'manifestCame', value: NOBODY };
  const restaged: ReceiverEvent = { type: 'restaged', here: [] };
  const weighed: ReceiverEvent = { type: 'weighed', weight: { records: 0, persons: 0, doubled: 0 }, lost: 0 };

  test('[ST52] is asked for a second time before it is believed', () => {
    const once = play(NOTHING_RECEIVED, [ask(), NONE_STAGED, came, restaged, weighed]);
    expect(once.types.at(-1)).toBe('askManifest');
    expect(play(once.state, [came, restaged, weighed]).types.at(-1)).toBe('flip');
    const full = play(once.state, [...WHOLE, { type: 'weighed', weight: WEIGHT, lost: 0 }]);
    expect(full.types.at(-1)).toBe('flip');
  });

  test('[ST52] that serves is looked at again whenever somebody asks, and left to the feed otherwise', () => {
    const held = { ...NOTHING_RECEIVED, serving: { ...SERVING, nobody: true } };
    expect(play(held, [ask({ urgent: true })]).types).toEqual(['recall']);
    expect(play(held, [ask()]).types).toEqual(['askFeed']);
  });
});

describe('the feed', () => {
  const held = { ...NOTHING_RECEIVED, serving: SERVING };
  const page: ReceiverEvent = { type: 'page', foreign: false, lost: 0 };

  test('[ST37] a place that is not known leads to a snapshot, once in a round', () => {
    const unknown: ReceiverEvent = { type: 'pageRefused', code: 'CURSOR_UNKNOWN' };
    const { types, state } = play(held, [
      ...[ask(), unknown, NONE_STAGED, ...WHOLE, { type: 'weighed', weight: WEIGHT, lost: 0 } as const],
      ...[{ type: 'flipped', serving: SERVING } as const, unknown],
    ]);
    expect(types.filter((type) => type === 'recall')).toHaveLength(1);
    expect(state.round).toBeNull();
  });

  test('[ST39] another window’s generation is read and gone on from', () => {
    const { types } = play(held, [
      ask(),
      page,
      { type: 'overtaken' },
      { type: 'loaded', serving: SERVING },
      page,
      { type: 'overtaken' },
      { type: 'loaded', serving: SERVING },
    ]);
    expect(types).toEqual(['askFeed', 'storePage', 'load', 'askFeed', 'storePage', 'load']);
  });

  test('[ST38] many rows are folded at the end of a round', () => {
    const stored = (more: boolean): ReceiverEvent => ({
      type: 'pageStored',
      serving: { ...SERVING, pageRows: 5_000 },
      more,
    });
    const { types, state } = play(held, [
      ask(),
      page,
      stored(true),
      page,
      stored(false),
      { type: 'folded', serving: SERVING },
    ]);
    expect(types.filter((type) => type === 'fold')).toHaveLength(1);
    expect(state).toMatchObject({ round: null, serving: { pageRows: 0 } });
  });

  test('[ST36] [ST35] a page that is foreign or none is told, and nothing is stored', () => {
    expect(play(held, [ask(), { ...page, foreign: true }])).toMatchObject({
      said: ['FEED_FOREIGN'],
      state: { round: null },
    });
    expect(play(held, [ask(), { type: 'pageBad' }])).toMatchObject({
      said: ['FEED_BAD'],
      state: { round: null },
    });
  });
});

/** What may answer a command. */
const ANSWERS: Record<string, readonly ReceiverEvent[]> = {
  recall: [NONE_STAGED, { type: 'recalled', staged: { ...OF, manifest: MANIFEST, here: [0, 2] } }],
  askManifest: [
    CAME,
    NO_LINE,
    { type: 'manifestCame', value: 'html' },
    { type: 'manifestCame', value: { ...MANIFEST, segments: [], records: 0 } },
  ],
  restage: [
    { type: 'restaged', here: [] },
    { type: 'restaged', here: [1] },
    { type: 'unstored', name: 'Full' },
  ],
  askSegment: [
    ...(['cut', 'hash'] as const).map(
      (kind): ReceiverEvent => ({ type: 'segmentBroken', n: 0, fault: { kind } }),
    ),
    { type: 'segmentBroken', n: 0, fault: { kind: 'foreign', at: 1 } },
    { type: 'segmentRefused', trouble: { code: 'SNAPSHOT_UNKNOWN', text: '没有。' } },
    { type: 'segmentRefused', trouble: NO_LINE.trouble },
    { type: 'unstored', name: 'Full' },
    { type: 'overtaken' },
  ],
  weigh: [
    { type: 'weighed', weight: WEIGHT, lost: 0 },
    { type: 'weighed', weight: WEIGHT, lost: 40 },
    { type: 'weighed', weight: { ...WEIGHT, persons: 1 }, lost: 0 },
  ],
  flip: [{ type: 'flipped', serving: SERVING }, { type: 'overtaken' }, { type: 'unstored', name: 'Full' }],
  askFeed: [
    { type: 'page', foreign: false, lost: 0 },
    { type: 'page', foreign: false, lost: 7 },
    { type: 'page', foreign: true, lost: 0 },
    { type: 'pageBad' },
    { type: 'pageRefused', code: 'CURSOR_UNKNOWN' },
    { type: 'pageRefused', code: 'UNREACHABLE' },
  ],
  storePage: [
    { type: 'pageStored', serving: SERVING, more: false },
    { type: 'pageStored', serving: { ...SERVING, pageRows: 9_000 }, more: false },
    { type: 'overtaken' },
    { type: 'unstored', name: 'Full' },
  ],
  load: [
    { type: 'loaded', serving: SERVING },
    { type: 'loaded', serving: null },
    { type: 'loaded', serving: { ...SERVING, owner: 'another' } },
  ],
  fold: [
    { type: 'folded', serving: SERVING },
    { type: 'folded', serving: null },
  ],
};
const UNANSWERED = ['discard', 'progress', 'say'];

test('[ST51] whatever answers, a step gives at most one command that is answered, and every round ends', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), fc.boolean(), (dice, isHeld) => {
      let state: ReceiverState = isHeld ? { ...NOTHING_RECEIVED, serving: SERVING } : NOTHING_RECEIVED;
      let event: ReceiverEvent | null = ask({ urgent: true });
      let steps = 0;
      while (event !== null) {
        const step = receive(state, event, { now: 0 });
        state = step.state;
        const asked = step.commands.filter(({ type }) => !UNANSWERED.includes(type));
        expect(asked.length).toBeLessThanOrEqual(1);
        expect(asked.length === 0).toBe(state.round === null);
        const [command] = asked;
        const answers: readonly ReceiverEvent[] =
          command === undefined
            ? []
            : command.type === 'askSegment'
              ? [staged(command.n), staged(command.n), ...(ANSWERS.askSegment ?? [])]
              : (ANSWERS[command.type] ?? []);
        event = answers[(dice[steps % dice.length] ?? 0) % Math.max(1, answers.length)] ?? null;
        if (command !== undefined) expect(event).not.toBeNull();
        steps++;
        expect(steps).toBeLessThan(60);
      }
      // Nothing that was only staged was ever called serving without a flip or the disk's word.
      expect(state.consented).toBe(0);
    }),
    { numRuns: 2_000 },
  );
});
