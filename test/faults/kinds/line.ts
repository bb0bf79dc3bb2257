import { API, PROTOCOL, SnapshotManifest } from '#shared/protocol/messages';
import type { Answer } from '../onward';
import type { Call, CallKind } from '../proxy';
import type { Machine } from '../world/machine';
import type { Run } from '../world/run';
import { type InjectedFault, onLine } from './kind';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const SERVER_TIME = '2026-11-22T09:00:00.000+08:00';

/** The platform's own refusal of a whole request. */
export const refusal = (status: number, code: string, retryAfter?: string): Answer => ({
  status,
  headers: retryAfter === undefined ? JSON_TYPE : { ...JSON_TYPE, 'retry-after': retryAfter },
  body: Buffer.from(
    JSON.stringify({
      api: API,
      protocol: PROTOCOL,
      serverTime: SERVER_TIME,
      error: { code, text: '平台暂时不能办理。' },
    }),
  ),
});

const html = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: Buffer.from('<html><body>请先登录上网</body></html>'),
});

const other: Answer = { status: 200, headers: JSON_TYPE, body: Buffer.from('{"ok":true,"results":[]}') };

const CODES: readonly (readonly [number, string])[] = [
  [401, 'UNAUTHORISED'],
  [403, 'FORBIDDEN'],
  [413, 'TOO_LARGE'],
  [426, 'UPGRADE'],
  [429, 'BUSY'],
  [500, 'INTERNAL'],
  [503, 'BUSY'],
];

const anyOf = (run: Run): CallKind =>
  run.dice.pick(['push', 'push', 'push', 'feed', 'snapshot', 'health', 'chain', 'bag', 'policy'] as const);
const some = (run: Run): number => 1 + run.dice.below(4);

/** A fault that meets the next few calls of one kind. */
const next = (
  id: string,
  what: string,
  how: string,
  act: (run: Run) => (call: Call) => ReturnType<Parameters<typeof onLine>[3]>,
  over: Partial<InjectedFault> = {},
): InjectedFault => ({
  id,
  kind: 'injected',
  what,
  how,
  begin(run: Run, machine: Machine) {
    const kind = over.id === undefined ? anyOf(run) : 'push';
    const decide = act(run);
    onLine(machine, id, some(run), (call) => (call.kind === kind ? decide(call) : null));
  },
  ...over,
});

/** Changes the list of verdicts in an answer to a push. */
function withResults(answer: Answer, change: (results: unknown[]) => unknown[]): Answer {
  if (answer.status !== 200) return answer;
  const body = JSON.parse(answer.body.toString('utf8')) as { results: unknown[] };
  return { ...answer, body: Buffer.from(JSON.stringify({ ...body, results: change(body.results) })) };
}

/** A snapshot in right form with nobody in it. */
function emptySnapshot(answer: Answer): Answer {
  if (answer.status !== 200) return answer;
  const manifest = SnapshotManifest.parse(JSON.parse(answer.body.toString('utf8')));
  const empty = { ...manifest, id: `empty-${manifest.id}`, records: 0, persons: 0, segments: [] };
  return { ...answer, body: Buffer.from(JSON.stringify(empty)) };
}

/** The line between desk and platform. */
export const LINE: readonly InjectedFault[] = [
  next('F14', 'the request is lost', 'the connection breaks, or nobody ever answers', ({ dice }) => {
    const how = dice.pick(['broken', 'silent'] as const);
    return () => ({ do: 'lose request', how });
  }),
  next(
    'F15',
    'the answer is lost after the effect',
    'the platform works, the desk hears nothing',
    ({ dice }) => {
      const how = dice.pick(['broken', 'silent'] as const);
      return () => ({ do: 'lose answer', how });
    },
  ),
  next(
    'F16',
    'the answer is cut, doubled, late by minutes, or comes after a newer one',
    'half an answer; requests and answers held up to 10 minutes; requests that arrive twice or again much later',
    ({ dice }) => {
      const ms = 1_000 + dice.below(600_000);
      const act = dice.pick([
        { do: 'lose answer', how: 'half' },
        { do: 'hold request', ms },
        { do: 'hold answer', ms },
        { do: 'double request' },
        { do: 'echo request', ms },
      ] as const);
      return () => act;
    },
    { weight: 20 },
  ),
  next(
    'F17',
    'captive portal, edge proxy, TLS interception',
    'HTML with 200, 404 and 502, a redirect, JSON of another service, a broken handshake',
    ({ dice }) => {
      const answer = dice.pick([
        html(200),
        html(404),
        html(502),
        other,
        { status: 302, headers: { location: 'http://127.0.0.1:9/login' }, body: Buffer.alloc(0) },
        null,
      ]);
      return () =>
        answer === null
          ? { do: 'lose request', how: 'broken' }
          : { do: 'answer instead', with: () => answer };
    },
  ),
  {
    id: 'F18',
    kind: 'injected',
    what: 'the line works one way only, whatever the system says of it',
    how: 'for some minutes every request arrives and no answer comes back, or the other way round',
    also: [{ file: 'test/faults/faults.test.ts', title: '[FT8]' }],
    begin(run, machine) {
      const oneWay = run.dice.next() < 0.5;
      const fault = onLine(machine, 'F18', Number.POSITIVE_INFINITY, () =>
        oneWay ? { do: 'lose answer', how: 'silent' } : { do: 'lose request', how: 'silent' },
      );
      run.later(60_000 + run.dice.below(240_000), () => {
        fault.left = 0;
      });
    },
  },
  next(
    'F19',
    '401, 403, 413, 426, 429 with and without Retry-After, 500, 503',
    'the platform’s envelope with the status, on the next few calls',
    ({ dice }) => {
      const [status, code] = dice.pick(CODES);
      const retryAfter = [429, 503].includes(status) ? dice.pick([undefined, '5', '90']) : undefined;
      return () => ({ do: 'answer instead', with: () => refusal(status, code, retryAfter) });
    },
    { weight: 20 },
  ),
  {
    id: 'F21',
    kind: 'injected',
    what: 'a stale replica behind a balancer answers the feed',
    how: 'the place in the feed is unknown there, for one to four questions',
    also: [{ file: 'src/platform/testing/suites/concurrency.ts', title: '[PF' }],
    begin(run, machine) {
      onLine(machine, 'F21', some(run), (call) =>
        call.kind === 'feed' ? { do: 'answer instead', with: () => refusal(410, 'CURSOR_UNKNOWN') } : null,
      );
    },
  },
  {
    id: 'F24',
    kind: 'injected',
    what: 'the feed does not reach back far enough: tombstones were purged',
    how: 'the next question to the feed is answered with 410, and the snapshot that follows may be cut',
    also: [{ file: 'src/renderer/sync/receiver.test.ts', title: '[ST37]' }],
    begin(run, machine) {
      onLine(machine, 'F24', 1, (call) =>
        call.kind === 'feed' ? { do: 'answer instead', with: () => refusal(410, 'CURSOR_UNKNOWN') } : null,
      );
      if (run.dice.next() < 0.5) return;
      onLine(machine, 'F16', 1 + run.dice.below(2), (call) =>
        call.path.includes('/segments/') ? { do: 'lose answer', how: 'half' } : null,
      );
    },
  },
  {
    id: 'F26',
    kind: 'injected',
    what: 'wrong results: missing, extra, doubled, reordered, foreign, with another hash',
    how: 'the list of verdicts is changed on its way',
    weight: 20,
    also: [{ file: 'src/shared/sync/deliverer.test.ts', title: '[DL1]' }],
    async begin(run, machine) {
      const { dice } = run;
      const how = dice.pick([
        'missing',
        'none',
        'extra',
        'doubled',
        'reordered',
        'foreign',
        'hash',
        'lie',
        'lie',
      ] as const);
      // A lie needs somebody who waits while the batch is on the line.
      const ms = how === 'lie' ? HELD_MS : 0;
      onLine(machine, 'F26', some(run), (call) =>
        call.kind === 'push'
          ? {
              do: 'change answer',
              to: (_, answer) => withResults(answer, (results) => spoilt(how, results, machine)),
              ms,
            }
          : null,
      );
      const window = machine.readyWindow();
      if (how !== 'lie' || window === null) return;
      const clerk = run.clerkOf(machine);
      clerk.changePhone(window);
      await run.sim.pass(HELD_MS, () =>
        machine.line.calls.some(({ kind, ended }) => kind === 'push' && !ended),
      );
      clerk.changePhone(window);
      clerk.changePermit(window);
    },
  },
  {
    id: 'F25',
    kind: 'injected',
    what: 'an empty snapshot, right in form',
    how: 'a manifest of nobody in the place of the platform’s snapshot, once the place in the feed is unknown',
    begin(_, machine) {
      onLine(machine, 'F24', 1, (call) =>
        call.kind === 'feed' ? { do: 'answer instead', with: () => refusal(410, 'CURSOR_UNKNOWN') } : null,
      );
      onLine(machine, 'F25', 1, (call) =>
        call.path === '/v1/snapshots'
          ? { do: 'change answer', to: (_call, answer) => emptySnapshot(answer) }
          : null,
      );
    },
  },
];

const HELD_MS = 5_000;

type Spoil = 'missing' | 'none' | 'extra' | 'doubled' | 'reordered' | 'foreign' | 'hash' | 'lie';

function spoilt(how: Spoil, results: readonly unknown[], machine: Machine): unknown[] {
  const all = [...results] as Record<string, unknown>[];
  const [first] = all;
  if (first === undefined) return all;
  const elsewhere = { ...first, opId: '01J0000000000000000000FACE' };
  const otherHash = { ...first, bodyHash: 'f'.repeat(64) };
  switch (how) {
    case 'missing':
      return all.slice(1);
    case 'none':
      return [];
    case 'extra':
      return [...all, elsewhere];
    case 'doubled':
      return [...all, first];
    case 'reordered':
      return all.reverse();
    case 'foreign':
      return [elsewhere, ...all.slice(1)];
    case 'hash':
      return [otherHash, ...all.slice(1)];
    case 'lie': {
      // A verdict, right in form, id and body hash, for an operation that is not in this batch.
      const waiting = machine.main?.delivery
        .operations(0, 1_000)
        .find(({ state }) => state === 'queued' || state === 'held');
      const entry = machine
        .entries()
        .find(({ content }) => content.type === 'operation' && content.operation.opId === waiting?.opId);
      if (entry?.content.type !== 'operation') return all;
      const { opId, bodyHash } = entry.content.operation;
      return [...all, { ...first, opId, bodyHash }];
    }
  }
}
