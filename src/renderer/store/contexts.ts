/** What each row is sealed for: one that lies in the place of another does not open. */
export const entryContext = (seq: number): string => `journal/entry/${seq}`;
export const verdictContext = (opId: string): string => `journal/verdict/${opId}`;
export const paperContext = (opId: string): string => `journal/paper/${opId}`;
export const draftContext = (id: string): string => `journal/draft/${id}`;
export const handOverContext = (opId: string): string => `journal/handover/${opId}`;
export const batchContext = (id: string): string => `campaign/batch/${id}`;
export const returnContext = (batchId: string, at: number): string => `campaign/return/${batchId}/${at}`;
export const segmentContext = (generation: number, n: number): string => `mirror/segment/${generation}/${n}`;
export const pageContext = (generation: number): string => `mirror/page/${generation}`;
export const META_CONTEXT = 'mirror/meta';
export const STAGED_CONTEXT = 'mirror/staged';
export const DEPARTED_CONTEXT = 'mirror/departed';
