import type { MatterCode } from '#shared/domain/matter';
import type { Json } from '#shared/json';
import type { MatterDraft } from '../desk/api';
import { Carried } from './carried';

interface CarriedDraft {
  readonly draft: MatterDraft;
  /** Fields filled in from a card. */
  readonly read: readonly string[];
}
const carried = new Carried<CarriedDraft>();

/** Where a draft is worked on; the draft itself is carried along until its first change saves it. */
export function draftRoute(draft: MatterDraft, read: readonly string[] = []): [string] {
  carried.keep(draft.id, { draft, read });
  return [`/counter/${encodeURIComponent(draft.id)}`];
}

/** The draft that was carried to its page. */
export const carriedDraft = (id: string): CarriedDraft | undefined => carried.get(id);

/** What a draft for somebody on file begins with. Only registrations ask whether somebody is on file. */
export const knownFields = (matter: MatterCode, personId: string): Record<string, Json> =>
  matter.endsWith('_REGISTER') ? { who: 'existing', personId } : { personId };
