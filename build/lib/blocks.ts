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
  /** File name without extension. */
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

/** A link to another page of the book; the page is named without extension. */
export const link = (words: string, page: string, id?: string): string =>
  `[${words}](${page}.§${id === undefined ? '' : `#${id}`})`;
const LINK = /\[([^\]]*)\]\(([^)]*)\)/g;

/** An address inside a page: only letters, digits and Chinese. */
export const anchor = (words: string): string => words.replaceAll(/[^\p{L}\p{N}-]+/gu, '-');

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
  return `${page.blocks.map(blockMarkdown).join('\n\n').replaceAll('.§', '.md')}\n`;
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const inline = (words: string): string =>
  escaped(words)
    .replace(LINK, '<a href="$2">$1</a>')
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll('.§', '.html')
    .replaceAll('README.html', 'index.html');

const STYLE = `body{font:16px/1.7 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}
table{border-collapse:collapse;width:100%;font-size:14px}td,th{border:1px solid #bbb;padding:4px 8px;text-align:left;vertical-align:top}
th{background:#f2f2f2}code{background:#f2f2f2;padding:0 3px}a{color:#0b57a4}h2{border-bottom:1px solid #ccc;margin-top:2em}`;

function blockHtml(b: Block): string {
  switch (b.kind) {
    case 'heading': {
      const id = b.id === undefined ? '' : ` id="${escaped(b.id)}"`;
      return `<h${b.level}${id}>${inline(b.text)}</h${b.level}>`;
    }
    case 'text':
      return `<p>${inline(b.text)}</p>`;
    case 'list':
      return `<ul>\n${b.items.map((item) => `<li>${inline(item)}</li>`).join('\n')}\n</ul>`;
    case 'table': {
      const row = (cells: readonly string[], tag: string) =>
        `<tr>${cells.map((c) => `<${tag}>${inline(c)}</${tag}>`).join('')}</tr>`;
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
${page.blocks.map(blockHtml).join('\n')}
</body>
</html>
`;
}
