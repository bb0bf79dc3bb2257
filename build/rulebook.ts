/** Writes the rule book, `docs/rulebook/`, as Markdown and as HTML. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { html, markdown } from './lib/blocks';
import { bookPages } from './lib/bookPages';

export const rulebookFolder = join(import.meta.dirname, '..', 'docs', 'rulebook');

/** Every file of the rule book by its name. */
export function rulebookFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const page of bookPages()) {
    files.set(`${page.name}.md`, markdown(page));
    files.set(page.name === 'README' ? 'index.html' : `${page.name}.html`, html(page));
  }
  return files;
}

function main(): void {
  const files = rulebookFiles();
  mkdirSync(rulebookFolder, { recursive: true });
  for (const name of readdirSync(rulebookFolder)) if (!files.has(name)) rmSync(join(rulebookFolder, name));
  for (const [name, content] of files) writeFileSync(join(rulebookFolder, name), content);
  console.log(`规则手册：${files.size} 个文件，在 docs/rulebook/`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
