/** For a frame that scrolls and holds nothing to focus: so it is scrolled by keyboard too. */
export const SCROLLED = { tabIndex: 0 } as const;
