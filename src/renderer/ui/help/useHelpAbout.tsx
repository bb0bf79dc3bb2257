import { createContext, useContext, useEffect } from 'react';
import type { MatterCode } from '#shared/domain/matter';
import type { FormField } from '#shared/matters/form';

/** What the page at hand is about, for its help: the matters it does, and the fields it asks. */
export interface HelpAbout {
  readonly matters: readonly MatterCode[];
  readonly fields: readonly FormField[];
}

export const NOTHING_AT_HAND: HelpAbout = { matters: [], fields: [] };
export const HelpContext = createContext<(about: HelpAbout) => void>(() => undefined);

/** Told by a page with a form, so that F1 knows the matter and the field with the cursor. `about` has to stay the same between draws. */
export function useHelpAbout(about: HelpAbout): void {
  const tell = useContext(HelpContext);
  useEffect(() => {
    tell(about);
    return () => tell(NOTHING_AT_HAND);
  }, [tell, about]);
}
