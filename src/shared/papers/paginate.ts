/** One block of a paper as it was measured. */
export interface Measured {
  /** CSS pixels, margins included. */
  readonly height: number;
  /** A heading: never the last thing on a page. */
  readonly keepWithNext: boolean;
}

/**
 * Which blocks stand on which page, by index. A block is never divided; one that is higher than a page has a page of its own.
 * `room`: height of a page's body, CSS pixels.
 */
export function paginate(blocks: readonly Measured[], room: number): number[][] {
  const pages: number[][] = [];
  let page: number[] = [];
  let used = 0;
  for (let at = 0; at < blocks.length; ) {
    // A heading goes with all that hangs on it.
    let end = at;
    while (blocks[end]?.keepWithNext && end + 1 < blocks.length) end++;
    const group = Array.from({ length: end - at + 1 }, (_, i) => at + i);
    const height = group.reduce((sum, i) => sum + (blocks[i]?.height ?? 0), 0);
    if (page.length > 0 && used + height > room) {
      pages.push(page);
      page = [];
      used = 0;
    }
    page.push(...group);
    used += height;
    at = end + 1;
  }
  if (page.length > 0 || pages.length === 0) pages.push(page);
  return pages;
}
