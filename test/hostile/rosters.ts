import { partsOf, zipOf } from './zip';

/** A roster's workbook with its first sheet of people changed as text. */
export function withFirstSheet(roster: Uint8Array, change: (xml: string) => string): Uint8Array {
  const parts = partsOf(roster);
  const path = 'xl/worksheets/sheet2.xml';
  const xml = Buffer.from(parts.get(path) ?? []).toString('utf8');
  parts.set(path, new Uint8Array(Buffer.from(change(xml), 'utf8')));
  return zipOf(parts);
}

/** Rows of a hundred filled cells each in the roster's first sheet of people. */
export function filledUp(roster: Uint8Array, rows: number): Uint8Array {
  const columns = Array.from(
    { length: 100 },
    (_, i) => (i < 26 ? '' : 'ABC'[Math.floor(i / 26) - 1]) + String.fromCharCode(65 + (i % 26)),
  );
  const row = (at: number): string =>
    `<row r="${at}">${columns.map((column) => `<c r="${column}${at}"><v>${at}</v></c>`).join('')}</row>`;
  return withFirstSheet(roster, (xml) =>
    xml.replace(
      '</sheetData>',
      `${Array.from({ length: rows }, (_, i) => row(1_000 + i)).join('')}</sheetData>`,
    ),
  );
}
