import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** The smallest window that a clerk works in, and the usual one. */
export const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

/** Small enough to be kept with the code, sharp enough to read the smallest text. */
const JPEG = { type: 'jpeg', quality: 62 } as const;

export const STATES = {
  normal: 'Normal: a township on the desk, some work done',
  empty: 'Empty: a village without work',
  loading: 'Loading',
  error: 'Error and refusal',
  offline: 'Offline: the same township without a line',
} as const;
export type State = keyof typeof STATES;

/** Pictures of screens by state, in both sizes, and the page that shows them. */
export class Album {
  private readonly taken: { readonly state: State; readonly name: string; readonly file: string }[] = [];

  readonly missed: string[] = [];

  constructor(private readonly folder: string) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  async take(page: Page, state: State, name: string): Promise<void> {
    const file = `${state}-${String(this.taken.length + 1).padStart(3, '0')}`;
    for (const size of SIZES) {
      await page.setViewportSize(size);
      // Movement would show half-faded messages and drawers.
      await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {}))));
      await page.screenshot({ ...JPEG, path: join(this.folder, `${file}-${size.width}.jpg`) });
    }
    await page.setViewportSize(SIZES[0]);
    this.taken.push({ state, name, file });
    console.log(`  ${state}  ${name}`);
  }

  /** A screen that did not come. */
  miss(state: State, name: string, error: unknown): void {
    this.missed.push(`${state} ${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }

  /** Number of pictures, both sizes counted. */
  get count(): number {
    return this.taken.length * SIZES.length;
  }

  /** `tour.md` beside the folder of pictures. */
  write(page: string, pictures: string): void {
    const lines = [
      '# The screens',
      '',
      'Made by `npm run demo -- --tour --docs`; all people are invented.',
      '',
    ];
    for (const [state, title] of Object.entries(STATES)) {
      lines.push(`## ${title}`, '', '| | 1366×768 | 1920×1080 |', '| --- | --- | --- |');
      for (const one of this.taken.filter((picture) => picture.state === state)) {
        const shown = SIZES.map(({ width }) => `![${one.name}](${pictures}/${one.file}-${width}.jpg)`);
        lines.push(`| ${one.name} | ${shown.join(' | ')} |`);
      }
      lines.push('');
    }
    writeFileSync(page, lines.join('\n'));
  }
}
