import { canonicalJson } from '#shared/json';
import { FeedPage } from '#shared/protocol/messages';
import { onEach, operationsIn } from './about';
import type { Claim } from './claim';

/** A place in the feed: history and number. */
const placeOf = (cursor: string): { epoch: string; seq: number } => {
  const [epoch = '', seq = ''] = cursor.split('.');
  return { epoch, seq: Number(seq) };
};

/** What holds of the mirror and of the view over it. */
export const MIRROR: readonly Claim[] = [
  {
    id: 'I13',
    kind: 'checked',
    claim: 'the mirror holds what the platform holds of the village, and nothing that is only pending',
    check: onEach(({ mirror }, { records }) => {
      if (mirror.state !== 'whole') return [`the mirror is ${mirror.state}`];
      const keys = new Set([...records.keys(), ...mirror.records.keys()]);
      return [...keys]
        .filter(
          (key) => canonicalJson(mirror.records.get(key) ?? null) !== canonicalJson(records.get(key) ?? null),
        )
        .map((key) => `${key} differs: ${difference(mirror.records.get(key), records.get(key))}`);
    }),
  },
  {
    id: 'I14',
    kind: 'checked',
    claim: 'the cursor comes from feed or snapshot only and never goes back within a history and a window',
    check: onEach(({ witness, machine }) => {
      const given = new Set(
        machine.line.calls.flatMap(({ kind, answer }) => {
          if (kind !== 'feed' || answer?.status !== 200) return [];
          const page = FeedPage.safeParse(jsonOf(answer.body));
          return page.success ? [page.data.cursor] : [];
        }),
      );
      const last = new Map<string, { epoch: string; seq: number }>();
      return witness.cursors.flatMap(({ window, cursor, from }) => {
        const place = placeOf(cursor);
        const before = last.get(window);
        last.set(window, place);
        return [
          ...(from === 'feed' && !given.has(cursor)
            ? [`cursor ${place.seq} came from no answer of the feed`]
            : []),
          ...(before?.epoch === place.epoch && place.seq < before.seq
            ? [`the cursor went back from ${before.seq} to ${place.seq}`]
            : []),
        ];
      });
    }),
  },
  {
    id: 'I15',
    kind: 'checked',
    claim: 'when everything is delivered and received, every desk sees what the platform holds',
    check: onEach(({ persons, deliveries, file }, { records, aliases }) => {
      const open = new Set(
        deliveries
          .filter(({ state }) => !['settled', 'withdrawn', 'superseded'].includes(state))
          .map(({ opId }) => opId),
      );
      const pending = new Set(
        operationsIn(file)
          .filter(({ opId }) => open.has(opId))
          .flatMap(({ subjects }) => subjects.map(({ id }) => aliases.get(id) ?? id)),
      );
      const theirs = [...records.values()].filter(
        (record) => record.kind === 'person' && !pending.has(record.id),
      );
      return theirs
        .filter((record) => canonicalJson(persons.get(record.id) ?? null) !== canonicalJson(record))
        .map((record) => `${record.id} is seen otherwise: ${difference(persons.get(record.id), record)}`);
    }),
  },
  {
    id: 'I16',
    kind: 'checked',
    eachStep: true,
    claim: 'from 已保存 on the clerk sees the effect of an operation, or why not; nothing flickers back',
    check: () => [],
  },
  {
    id: 'I17',
    kind: 'checked',
    eachStep: true,
    claim: 'a snapshot takes effect whole or not at all',
    check: onEach(({ mirror }) => (mirror.state === 'damaged' ? ['the mirror on the disk is damaged'] : [])),
  },
  {
    id: 'I18',
    kind: 'checked',
    eachStep: true,
    claim: 'receipt never takes more people from the mirror than a limit without a clerk’s consent',
    check: () => [],
  },
  {
    id: 'I28',
    kind: 'checked',
    claim:
      'a deleted browser store comes back from file and platform with the same entries and the same view',
    check: onEach(({ rebuilt, store, operations, persons }, { run }) => {
      if (rebuilt === undefined) return [];
      if (rebuilt === null) return ['the desk did not open without its browser store'];
      const sameEntries =
        canonicalJson(rebuilt.store) === canonicalJson(store) ? [] : ['the entries are not the same'];
      const states = (all: typeof operations): string =>
        canonicalJson(all.map(({ operation, stateLabel }) => [operation.seq, stateLabel]));
      const missing = rebuilt.operations.length - operations.length;
      // What was set aside is tried again after a start, so it stands otherwise for a while.
      if (run.poison.size > 0) return sameEntries;
      return [
        ...sameEntries,
        ...(states(rebuilt.operations) === states(operations) || missing > 0
          ? []
          : [`the operations stand otherwise: ${states(rebuilt.operations)} ${states(operations)}`]),
        ...(canonicalJson(Object.fromEntries(rebuilt.persons)) === canonicalJson(Object.fromEntries(persons))
          ? []
          : ['people are seen otherwise']),
      ];
    }),
  },
  {
    id: 'I30',
    kind: 'checked',
    claim: 'nothing of another jurisdiction arrives or leaves',
    check: onEach(({ mirror, file }, { run }) => {
      const village = run.folk.village.id;
      const foreign =
        mirror.state === 'whole'
          ? [...mirror.records.values()].filter((record) =>
              record.kind === 'village' ? record.id !== village : record.villageCode !== village,
            )
          : [];
      const sent = operationsIn(file).filter(({ body }) => (body.villageCode ?? village) !== village);
      return [
        ...foreign.map(({ id }) => `${id} arrived`),
        ...sent.map(({ seq }) => `operation ${seq} leaves`),
      ];
    }),
  },
];

/** Names of the fields in which two records differ. */
function difference(a: object | undefined, b: object | undefined): string {
  if (a === undefined || b === undefined) return a === undefined ? 'not here' : 'not there';
  const [left, right] = [a, b] as Record<string, unknown>[];
  return Object.keys({ ...left, ...right })
    .filter((field) => canonicalJson(left?.[field] ?? null) !== canonicalJson(right?.[field] ?? null))
    .join(', ');
}

/** Null where it is none: a captive portal answers 200 too. */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
