import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** A numbered picture of the window after each step, and the time each step took. */
export class Scene {
  private number = 0;
  readonly seconds: Record<string, number> = {};

  constructor(private readonly folder: string) {}

  async picture(page: Page, name: string): Promise<void> {
    this.number += 1;
    // Movement would show half-faded messages and drawers.
    await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {}))));
    await page.screenshot({ path: join(this.folder, `${String(this.number).padStart(2, '0')}-${name}.png`) });
  }

  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    console.log(`· ${name}`);
    const result = await work();
    this.seconds[name] = Math.round((performance.now() - begun) / 100) / 10;
    return result;
  }

  summary(content: object): void {
    writeFileSync(join(this.folder, 'summary.json'), `${JSON.stringify(content, null, 2)}\n`);
  }
}

/** Stops the demonstration with a sentence; the summary then says so. */
export function demand(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(sentence);
}
