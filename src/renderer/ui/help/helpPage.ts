/** A key and what it does, as the window writes it: `F9`, `Ctrl+S`. */
export interface HelpKey {
  readonly key: string;
  readonly does: string;
}

/** Help for one page, in a clerk's words; one file a page in `pages/`. It cites no law: that comes from the rule book. */
export interface HelpPage {
  readonly id: string;
  readonly title: string;
  /** Routes it stands for, as `App.tsx` has them; or the phases of a window that shows no page yet. */
  readonly routes: readonly string[];
  readonly phases?: readonly HelpPhase[];
  /** Folder of the page under `src/renderer/pages`; its keys are looked for there by the test. */
  readonly folder: string | null;
  /** What the page is for. */
  readonly purpose: string;
  readonly keys: readonly HelpKey[];
  /** What to do next, in the order one does it. */
  readonly next: readonly string[];
  readonly troubles: readonly { readonly what: string; readonly remedy: string }[];
}

/** What the window shows instead of a page. */
export type HelpPhase =
  | 'locked'
  | 'new'
  | 'starting'
  | 'loading'
  | 'failed'
  /** The vault (密钥库) stands before the desk: nobody set a secret up, nobody signed in, out of use. */
  | 'absent'
  | 'signIn'
  | 'shredded';
