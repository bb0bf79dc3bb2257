import { zip } from './zip';

/** Names under which a careless program finds a prototype. */
export const EVIL_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'] as const;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Where in a workbook the evil names stand. */
export interface Polluting {
  /** `ref` of the comments: `__proto__` is the shape of CVE-2023-30533. */
  readonly comments?: readonly string[];
  readonly sheets?: readonly string[];
  readonly definedNames?: readonly string[];
  readonly texts?: readonly string[];
  /** Addresses of cells. */
  readonly cells?: readonly string[];
  /** Names of properties of the document. */
  readonly properties?: readonly string[];
  readonly styles?: readonly string[];
}

/** A workbook whose first sheet has a table of two columns and the texts below it, with evil names where they are wanted. */
export function pollutingWorkbook(where: Polluting): Uint8Array {
  const {
    comments = [],
    sheets = ['一社'],
    definedNames = [],
    cells = [],
    properties = [],
    styles = [],
  } = where;
  const texts = ['姓名', '核实结果', ...(where.texts ?? [])];
  const list = (items: readonly string[], item: (name: string, at: number) => string): string =>
    items.map((name, at) => item(name, at + 1)).join('');
  const rows = Array.from({ length: Math.ceil(texts.length / 2) }, (_, r) => {
    const row = texts.slice(2 * r, 2 * r + 2).map((_text, c) => {
      return `<c r="${'AB'.charAt(c)}${r + 1}" t="s"><v>${2 * r + c}</v></c>`;
    });
    return `<row r="${r + 1}">${row.join('')}</row>`;
  });
  const evilRow = list(cells, (ref) => `<c r="${ref}" t="inlineStr"><is><t>坏</t></is></c>`);
  const sheet = xml(
    'worksheet',
    `<sheetData>${rows.join('')}<row r="900">${evilRow}</row></sheetData><legacyDrawing r:id="rId9"/>`,
  );
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${list(sheets, (_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPES}.worksheet+xml"/>`)}<Override PartName="/xl/sharedStrings.xml" ContentType="${TYPES}.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/><Override PartName="/xl/comments1.xml" ContentType="${TYPES}.comments+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>`,
    '_rels/.rels': relations([
      ['rId1', `${OFFICE}/officeDocument`, 'xl/workbook.xml'],
      ['rId2', `${OFFICE}/custom-properties`, 'docProps/custom.xml'],
    ]),
    'docProps/custom.xml': `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${list(properties, (name, n) => `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${n + 1}" name="${name}"><vt:lpwstr>坏</vt:lpwstr></property>`)}</Properties>`,
    'xl/workbook.xml': xml(
      'workbook',
      `<sheets>${list(sheets, (name, n) => `<sheet name="${name}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets><definedNames>${list(definedNames, (name) => `<definedName name="${name}">一社!$A$1</definedName>`)}</definedNames>`,
    ),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map(
        (_, i) => [`rId${i + 1}`, `${OFFICE}/worksheet`, `worksheets/sheet${i + 1}.xml`] as const,
      ),
      ['rId90', `${OFFICE}/sharedStrings`, 'sharedStrings.xml'],
      ['rId91', `${OFFICE}/styles`, 'styles.xml'],
    ]),
    'xl/sharedStrings.xml': xml(
      'sst',
      list(texts, (text) => `<si><t>${text}</t></si>`),
    ),
    'xl/styles.xml': xml(
      'styleSheet',
      `<cellStyles count="${styles.length}">${list(styles, (name) => `<cellStyle name="${name}" xfId="0"/>`)}</cellStyles>`,
    ),
    'xl/worksheets/_rels/sheet1.xml.rels': relations([
      ['rId8', `${OFFICE}/comments`, '../comments1.xml'],
      ['rId9', `${OFFICE}/vmlDrawing`, '../drawings/vmlDrawing1.vml'],
    ]),
    'xl/comments1.xml': xml(
      'comments',
      `<authors>${list(comments, (ref) => `<author>${ref}</author>`)}</authors><commentList>${list(comments, (ref, n) => `<comment ref="${ref}" authorId="${n - 1}"><text><t>坏</t></text></comment>`)}</commentList>`,
    ),
  };
  for (const [i] of sheets.entries()) parts[`xl/worksheets/sheet${i + 1}.xml`] = sheet;
  return zip(
    Object.entries(parts).map(([name, text]) => ({ name, data: new Uint8Array(Buffer.from(text, 'utf8')) })),
  );
}

const xml = (root: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${root} xmlns="${MAIN}" xmlns:r="${OFFICE}">${content}</${root}>`;

const relations = (all: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** Each place of a workbook by itself, and all of them at once. */
export const POLLUTING_WORKBOOKS: readonly (readonly [what: string, where: Polluting])[] = [
  ['a comment at __proto__ (CVE-2023-30533)', { comments: ['__proto__'] }],
  ['comments at every name', { comments: [...EVIL_KEYS, '__proto__1', 'A1'] }],
  ['sheets of such names', { sheets: EVIL_KEYS }],
  ['defined names', { definedNames: EVIL_KEYS }],
  ['texts of cells', { texts: EVIL_KEYS }],
  ['addresses of cells', { cells: EVIL_KEYS }],
  ['properties of the document', { properties: EVIL_KEYS }],
  ['styles', { styles: EVIL_KEYS }],
  [
    'all of them',
    {
      comments: EVIL_KEYS,
      sheets: ['一社', ...EVIL_KEYS],
      definedNames: EVIL_KEYS,
      texts: EVIL_KEYS,
      cells: EVIL_KEYS,
      properties: EVIL_KEYS,
      styles: EVIL_KEYS,
    },
  ],
];

/** A text of JSON whose object has an own member `__proto__`, which no literal of the language can have. */
export const withProto = (json: string): string =>
  json.replace('{', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},');
