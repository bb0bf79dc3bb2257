import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** One finding: rule, what it means, and where. */
export type Finding = string;

/** What axe finds on the page as it stands, every rule of it. */
export async function axeFindings(page: Page): Promise<Finding[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${help} | ${target.join(' ')} | ${html.slice(0, 160)}`),
  );
}

/** 1366×768 as a clerk has it, and the same window at 200 %: half as many CSS pixels, twice as sharp. */
export const FULL = { width: 1366, height: 768 } as const;
export const ZOOMED = { width: 683, height: 384 } as const;

/**
 * Text that is cut off at the side: outside the window, or outside a frame that neither scrolls nor marks the cut with an ellipsis. Text within a
 * frame that scrolls sideways counts where that frame itself is not in the window.
 */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width)
      found.add(`the window scrolls sideways: ${document.documentElement.scrollWidth}`);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walk.nextNode()) {
      const node = walk.currentNode;
      const parent = node.parentElement;
      if (
        !parent ||
        !node.textContent?.trim() ||
        parent.closest('[aria-hidden="true"], .visually-hidden, [inert]')
      )
        continue;
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      if (text.width === 0 || text.height === 0 || getComputedStyle(parent).visibility === 'hidden') continue;
      let [left, right] = [text.left, text.right];
      for (let frame: Element | null = parent; frame; frame = frame.parentElement) {
        const style = getComputedStyle(frame);
        const box = frame.getBoundingClientRect();
        if (style.overflowX === 'visible') continue;
        const sticksOut = right > box.right + 1 || left < box.left - 1;
        const isRoot = frame === document.documentElement || frame === document.body;
        if ((style.overflowX === 'auto' || style.overflowX === 'scroll') && !isRoot) {
          if (sticksOut) [left, right] = [box.left, box.right];
        } else if (sticksOut && style.textOverflow !== 'ellipsis' && !isRoot) {
          found.add(`hidden by ${frame.className || frame.tagName}: ${node.textContent.trim().slice(0, 40)}`);
          break;
        } else if (sticksOut) [left, right] = [box.left, box.right];
      }
      if (right > width + 1 || left < -1)
        found.add(`outside: ${parent.className || parent.tagName}: ${node.textContent.trim().slice(0, 40)}`);
    }
    return [...found];
  });
