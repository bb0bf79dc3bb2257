import type { Session } from '../session';

/** One step of handling a matter. The steps run in the order of R-GEN-04; a refusal stops them. */
export type Step = (session: Session) => void;
