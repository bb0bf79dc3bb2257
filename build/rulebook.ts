/** Writes the rule book, `docs/rulebook/`, as Markdown and as HTML, and the handbook of the command line, `docs/decide.md`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { html, htmlName, markdown } from './lib/blocks';
import { workedCases } from './lib/bookCases';
import { handbook } from './lib/bookHandbook';
import { bookPages } from './lib/bookPages';

export const rulebookFolder = join(import.meta.dirname, '..', 'docs', 'rulebook');

export const handbookFile = join(rulebookFolder, '..', 'decide.md');

/** The text of `docs/decide.md`. */
export const handbookText = (): string => handbook(workedCases());

/** Every file of the rule book by its path within the folder, with `/`. */
export function rulebookFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const page of bookPages()) {
    files.set(`${page.name}.md`, markdown(page));
    files.set(htmlName(page.name), html(page));
  }
  return files;
}

/** Every file that lies in the folder now, by its path within it, with `/`. */
export function filesThere(): string[] {
  return readdirSync(rulebookFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(rulebookFolder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function main(): void {
  const files = rulebookFiles();
  mkdirSync(rulebookFolder, { recursive: true });
  for (const name of filesThere()) if (!files.has(name)) rmSync(join(rulebookFolder, name));
  for (const [name, content] of files) {
    mkdirSync(dirname(join(rulebookFolder, name)), { recursive: true });
    writeFileSync(join(rulebookFolder, name), content);
  }
  writeFileSync(handbookFile, handbookText());
  console.log(`规则手册：${files.size} 个文件，在 docs/rulebook/`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
