/** The pages of the rule book as blocks, written out as Markdown and as HTML. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly id?: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface Page {
  /** Path within the book without extension, e.g. `JL-11-2022/第十九条`; a folder's first page is its `README`. */
  readonly name: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const heading = (level: 1 | 2 | 3, text: string, id?: string): Block =>
  id === undefined ? { kind: 'heading', level, text } : { kind: 'heading', level, text, id };
export const text = (words: string): Block => ({ kind: 'text', text: words });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  head,
  rows,
});

/** A link to a page of the book, by its name, from whatever page it stands on. */
export const link = (words: string, page: string, id?: string): string =>
  `[${words}](§${page}${id === undefined ? '' : `#${id}`})`;
const LINK = /\[([^\]]*)\]\(§([^)#]*)(#[^)]*)?\)/g;

/** An address inside a page, or a file name: only letters, digits and Chinese. */
export const anchor = (words: string): string => words.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').replace(/-$/, '');

/** The way from one page to another, both by name: the book is a folder with folders in it. */
function way(from: string, to: string): string {
  const [folder, file] = [from.includes('/') ? from.slice(0, from.indexOf('/') + 1) : '', to];
  if (folder === '') return file;
  return file.startsWith(folder) ? file.slice(folder.length) : `../${file}`;
}

const cell = (words: string): string => words.replaceAll('|', '\\|').replaceAll('\n', ' ');
function blockMarkdown(b: Block): string {
  switch (b.kind) {
    case 'heading':
      return `${b.id === undefined ? '' : `<a id="${b.id}"></a>\n\n`}${'#'.repeat(b.level)} ${b.text}`;
    case 'text':
      return b.text;
    case 'list':
      return b.items.map((item) => `- ${item}`).join('\n');
    case 'table':
      return [
        `| ${b.head.join(' | ')} |`,
        `| ${b.head.map(() => '---').join(' | ')} |`,
        ...b.rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
      ].join('\n');
  }
}

export function markdown(page: Page): string {
  const written = page.blocks.map(blockMarkdown).join('\n\n');
  const linked = written.replace(
    LINK,
    (_, words: string, to: string, id = '') => `[${words}](${way(page.name, to)}.md${id})`,
  );
  return `${linked}\n`;
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** The name of a page's HTML file. */
export const htmlName = (page: string): string => `${page.replace(/(^|\/)README$/, '$1index')}.html`;
const inline = (words: string, page: string): string =>
  escaped(words)
    .replace(
      LINK,
      (_, said: string, to: string, id = '') => `<a href="${way(page, htmlName(to))}${id}">${said}</a>`,
    )
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>');

const STYLE = `body{font:16px/1.7 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}
table{border-collapse:collapse;width:100%;font-size:14px}td,th{border:1px solid #bbb;padding:4px 8px;text-align:left;vertical-align:top}
th{background:#f2f2f2}code{background:#f2f2f2;padding:0 3px}a{color:#0b57a4}h2{border-bottom:1px solid #ccc;margin-top:2em}`;

function blockHtml(b: Block, page: string): string {
  switch (b.kind) {
    case 'heading': {
      const id = b.id === undefined ? '' : ` id="${escaped(b.id)}"`;
      return `<h${b.level}${id}>${inline(b.text, page)}</h${b.level}>`;
    }
    case 'text':
      return `<p>${inline(b.text, page)}</p>`;
    case 'list':
      return `<ul>\n${b.items.map((item) => `<li>${inline(item, page)}</li>`).join('\n')}\n</ul>`;
    case 'table': {
      const row = (cells: readonly string[], tag: string) =>
        `<tr>${cells.map((c) => `<${tag}>${inline(c, page)}</${tag}>`).join('')}</tr>`;
      const rows = b.rows.map((cells) => row(cells, 'td'));
      return `<table>\n${[row(b.head, 'th'), ...rows].join('\n')}\n</table>`;
    }
  }
}

export function html(page: Page): string {
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(page.title)}</title>
<style>${STYLE}</style></head>
<body>
${page.blocks.map((b) => blockHtml(b, page.name)).join('\n')}
</body>
</html>
`;
}
