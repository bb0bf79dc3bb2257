import { Trouble } from '#shared/host';
import type { SnapshotManifest } from '#shared/protocol/messages';
import { err, ok, type Result } from '#shared/result';
import { readSegment, type Segment, type SegmentFault } from '#shared/sync/receiverSegment';
import { BrokenStream, textOf } from './lines';

/** A part of the snapshot by the window's own route: '' is the manifest, `/<id>/<n>` a segment. */
export type FetchSnapshot = (part: string) => Promise<Response>;

/** Why nothing came: the desktop's own words, or that there are none. */
export interface Refused {
  readonly kind: 'refused';
  readonly trouble: Trouble;
}

const UNREACHED: Trouble = {
  code: 'SNAPSHOT_FAILED',
  text: '暂时取不到平台资料。联网后自动再取，也可以点“立即同步”。',
};

/** Whatever the platform says of its snapshot, unread; undefined where it is no JSON. */
export async function fetchManifest(fetch: FetchSnapshot): Promise<Result<unknown, Trouble>> {
  const response = await fetch('').catch(() => null);
  if (response === null) return err(UNREACHED);
  if (!response.ok) return err(await troubleOf(response));
  return ok(await response.json().catch(() => undefined));
}

/** One segment and its text, as the manifest says it has to be. */
export async function fetchSegment(
  fetch: FetchSnapshot,
  manifest: SnapshotManifest,
  n: number,
): Promise<Result<{ text: string; segment: Segment }, SegmentFault | Refused>> {
  const due = manifest.segments[n];
  if (due === undefined) throw new Error(`the snapshot has no segment ${n}`);
  const response = await fetch(`/${manifest.id}/${n}`).catch(() => null);
  if (response === null) return err({ kind: 'refused', trouble: UNREACHED });
  if (!response.ok) return err({ kind: 'refused', trouble: await troubleOf(response) });
  try {
    const text = response.body === null ? '' : await textOf(response.body, due.bytes);
    const segment = readSegment(text, due, manifest);
    return segment.ok ? ok({ text, segment: segment.value }) : segment;
  } catch (error) {
    if (error instanceof BrokenStream) return err({ kind: error.isTooMuch ? 'hash' : 'cut' });
    throw error;
  }
}

async function troubleOf(response: Response): Promise<Trouble> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = Trouble.safeParse(body);
  return parsed.success
    ? parsed.data
    : {
        code: 'SNAPSHOT_FAILED',
        text: `接收资料失败（${response.status}）。原有资料照常使用。联网后自动再取。`,
      };
}
