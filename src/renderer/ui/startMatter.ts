import type { MatterDraft } from '../desk/api';

/** Where a draft is worked on; the draft itself rides along until its first change saves it. */
export const draftRoute = (draft: MatterDraft) =>
  [`/counter/${encodeURIComponent(draft.id)}`, { state: { draft } }] as const;
