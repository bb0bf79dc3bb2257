import type { MatterCode } from '#shared/domain/matter';
import type { Json } from '#shared/json';
import type { MatterDraft } from '../desk/api';

/** Where a draft is worked on; the draft itself rides along until its first change saves it. `read`: fields filled in from a card. */
export const draftRoute = (draft: MatterDraft, read: readonly string[] = []) =>
  [`/counter/${encodeURIComponent(draft.id)}`, { state: { draft, read } }] as const;

/** What a draft for somebody on file begins with. Only registrations ask whether somebody is on file. */
export const knownFields = (matter: MatterCode, personId: string): Record<string, Json> =>
  matter.endsWith('_REGISTER') ? { who: 'existing', personId } : { personId };
