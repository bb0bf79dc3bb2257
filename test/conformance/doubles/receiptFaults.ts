import { setTimeout as pause } from 'node:timers/promises';
import { inJurisdiction, type Jurisdiction } from '#shared/domain/region';
import { FeedPage, PROTOCOL, PushResults, SnapshotManifest } from '#shared/protocol/messages';
import { villageOf } from '../snapshot';
import type { Answered, Asked, Onward } from './inFront';
import { answer, closed, envelope, type Fault, isPush, jsonOf, onSnapshot, recordNow } from './meddling';

/** The manifest gives the hash of something else. */
export const hashesWrongly: Fault = onSnapshot(({ manifest, lines }) => {
  const told = closed(manifest, lines);
  const segments = told.manifest.segments.map((segment) => ({ ...segment, sha256: '0'.repeat(64) }));
  return { ...told, manifest: { ...told.manifest, segments } };
});

/** The last line does not come. */
export const cutsSnapshots: Fault = onSnapshot(({ manifest, lines }) => ({
  ...closed(manifest, lines),
  file: closed(manifest, lines.slice(0, -1)).file,
}));

/** Well-formed, counted and hashed, but somebody is not in it. */
export const leavesPeopleOut: Fault = onSnapshot(({ manifest, lines }) =>
  closed(
    manifest,
    lines.filter((line) => !line.includes('"formerId":"TMP-') && !line.includes('"formerId": "TMP-')),
  ),
);

/** A segment that is asked for again, or of no snapshot that is kept, is made of what there is then. */
export const segmentsOfNow: Fault = () => {
  const seen = new Set<string>();
  return async (asked, onward) => {
    const { pathname } = asked.url;
    if (pathname === '/v1/snapshots') seen.clear();
    if (!pathname.startsWith('/v1/snapshots/')) return onward(asked);
    const said = await onward(asked);
    if (said.status !== 410 && !seen.has(pathname)) {
      seen.add(pathname);
      return said;
    }
    const body = Buffer.from(JSON.stringify({ protocol: PROTOCOL }));
    const headers = { ...asked.headers, 'content-type': 'application/json' };
    const url = new URL('/v1/snapshots', asked.url);
    const now = await onward({ ...asked, method: 'POST', url, headers, body });
    const { id } = SnapshotManifest.parse(jsonOf(now.body));
    return onward({ ...asked, url: new URL(`/v1/snapshots/${id}/segments/0`, asked.url) });
  };
};

/** Long enough for a writer to have written, ms. */
const BETWEEN_LOOKS_MS = 20;

/** The first half of the records as they were, the second half as they are a little later. */
export const tearsSnapshots: Fault = onSnapshot(async ({ manifest, lines: before }, again) => {
  let after = before;
  const changes = () => before.filter((line, i) => line !== after[i]).length;
  // Until two records have changed, or nobody seems to be writing.
  for (let tries = 0; tries < 40 && changes() < 2 && (changes() > 0 || tries < 10); tries++) {
    await pause(BETWEEN_LOOKS_MS);
    after = (await again()).lines;
  }
  const middle = before.findLastIndex((line, i) => line !== after[i]);
  return closed(manifest, [...before.slice(0, middle), ...after.slice(middle)]);
});

/** Answers a cursor that it does not know with a page that has nothing. */
export const emptyPageForAnyCursor: Fault = () => async (asked, onward) => {
  const said = await onward(asked);
  if (asked.url.pathname !== '/v1/feed' || said.status !== 410) return said;
  return answer({ ...envelope(), rows: [], cursor: 'somewhere', more: false, asOf: envelope().serverTime });
};

const PATIENCE_MS = 400;

/** Only until the desk has fetched a snapshot. */
const SOMEWHERE: Jurisdiction = { region: '220199', name: '试验', prefixes: ['220199'] };

/**
 * A change feed with a sequence for a cursor: an operation takes its number when it begins and is seen when it commits.
 * Every second one commits slowly, so that later ones are seen first; a cursor then passes it over for ever.
 */
export const sequenceFeed: Fault = (platform) => {
  const log: { seq: number; keys: string[] }[] = [];
  let [last, read] = [0, 0];
  const push = async (asked: Asked, onward: Onward, seq: number): Promise<Answered> => {
    const until = Date.now() + PATIENCE_MS;
    while (seq % 2 === 1 && read <= seq && Date.now() < until)
      await new Promise((done) => setTimeout(done, 5));
    const said = await onward(asked);
    if (said.status === 200) {
      const applied = PushResults.parse(jsonOf(said.body)).results.flatMap((v) =>
        v.outcome === 'applied' ? Object.keys(v.versions) : [],
      );
      log.push({ seq, keys: applied });
    }
    return said;
  };
  const feed = async (own: Jurisdiction, after: number, limit: number): Promise<Answered> => {
    const seen = log.filter(({ seq }) => seq > after).sort((a, b) => a.seq - b.seq);
    const shown = seen.slice(0, Math.max(1, limit));
    const records = await Promise.all(
      shown.flatMap(({ keys }) => keys).map((key) => recordNow(platform, key)),
    );
    const rows = records.flatMap((record) =>
      record !== null && inJurisdiction(own, villageOf(record)) ? [{ type: 'record' as const, record }] : [],
    );
    const seq = shown.at(-1)?.seq ?? after;
    read = Math.max(read, seq);
    const page = { rows, cursor: `n${seq}`, more: shown.length < seen.length, asOf: envelope().serverTime };
    return answer(FeedPage.parse({ ...envelope(), ...page }));
  };
  const jurisdictions = new Map<string, Jurisdiction>();
  return async (asked, onward) => {
    const { pathname, searchParams } = asked.url;
    if (isPush(asked)) return push(asked, onward, ++last);
    const token = asked.headers.authorization ?? '';
    const cursor = /^n(\d+)$/.exec(searchParams.get('cursor') ?? '')?.[1];
    const own = jurisdictions.get(token) ?? SOMEWHERE;
    if (pathname === '/v1/feed' && cursor !== undefined) {
      // The platform behind judges token and fields; it does not know the cursor.
      const said = await onward(asked);
      return said.status === 410 ? feed(own, Number(cursor), Number(searchParams.get('limit') ?? 500)) : said;
    }
    if (pathname !== '/v1/snapshots') return onward(asked);
    const said = await onward(asked);
    if (said.status !== 200) return said;
    const manifest = SnapshotManifest.parse(jsonOf(said.body));
    jurisdictions.set(token, manifest.jurisdiction);
    return answer({ ...manifest, cursor: `n${Math.max(0, ...log.map(({ seq }) => seq))}` });
  };
};
