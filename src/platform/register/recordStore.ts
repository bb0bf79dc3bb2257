import { z } from 'zod';
import { PlatformRecord, type RecordKind, recordKey } from '#shared/domain/record';
import type { Sql } from '../database/database';
import { noteFieldChanges } from './fieldChanges';

/** The village a record belongs to, which decides whose jurisdiction it is in. */
export const villageOf = (record: PlatformRecord): string =>
  record.kind === 'village' ? record.id : record.villageCode;

/** The form of a certificate number that is searched by: width, case and spaces of old data do not matter. */
export const searchableCertNo = (text: string): string =>
  text.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/** A person's certificate number or a unit's code. */
const certNoOf = (record: PlatformRecord): string | null => {
  const number = record.kind === 'person' ? record.certNo : record.kind === 'unit' ? record.uscc : null;
  return number === null ? null : searchableCertNo(number);
};

/** Who changed a record last, and when; null for what was loaded at the beginning. */
export interface LastChange {
  readonly by: string | null;
  readonly at: string | null;
}
export interface StoredRecord {
  readonly record: PlatformRecord;
  readonly lastChange: LastChange;
}

const Row = z.object({
  body: PlatformRecord,
  changed_by: z.string().nullable(),
  changed_at: z.string().nullable(),
});
const COLUMNS = 'body, changed_by, changed_at';

const stored = (rows: readonly unknown[]): StoredRecord[] =>
  rows.map((raw) => {
    const row = Row.parse(raw);
    return { record: row.body, lastChange: { by: row.changed_by, at: row.changed_at } };
  });

/** All kinds, named so that the primary key serves a search by id alone. */
const KINDS: readonly RecordKind[] = ['household', 'person', 'unit', 'village'];

/** Records of any kind by id; ids that nobody has are passed over. */
export async function recordsById(sql: Sql, ids: readonly string[]): Promise<StoredRecord[]> {
  if (ids.length === 0) return [];
  return stored(
    await sql.query(
      `SELECT ${COLUMNS} FROM records WHERE kind = ANY($2::text[]) AND id = ANY($1::text[]) ORDER BY kind, id`,
      [ids, KINDS],
    ),
  );
}

export async function recordByKey(sql: Sql, kind: RecordKind, id: string): Promise<StoredRecord | null> {
  return (
    stored(await sql.query(`SELECT ${COLUMNS} FROM records WHERE kind = $1 AND id = $2`, [kind, id]))[0] ??
    null
  );
}

/** Everybody in the whole register with this certificate number, whatever place they belong to. */
export async function personsByCertNo(sql: Sql, certNo: string): Promise<StoredRecord[]> {
  return stored(
    await sql.query(`SELECT ${COLUMNS} FROM records WHERE kind = 'person' AND cert_no = $1 ORDER BY id`, [
      searchableCertNo(certNo),
    ]),
  );
}

/** Every unit of the whole register with this code. */
export async function unitsByUscc(sql: Sql, uscc: string): Promise<StoredRecord[]> {
  return stored(
    await sql.query(`SELECT ${COLUMNS} FROM records WHERE kind = 'unit' AND cert_no = $1 ORDER BY id`, [
      searchableCertNo(uscc),
    ]),
  );
}

// One JSON parameter: on PGlite twice as quick as an array a column.
const INSERT = `INSERT INTO records (kind, id, version, village_code, cert_no, body, changed_by, changed_at)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(kind text, id text, version int, village_code text, cert_no text,
    body jsonb, changed_by text, changed_at text)`;

const rowsOf = (records: readonly PlatformRecord[], change: LastChange): string =>
  JSON.stringify(
    records.map((record) => ({
      kind: record.kind,
      id: record.id,
      version: record.version,
      village_code: villageOf(record),
      cert_no: certNoOf(record),
      body: record,
      changed_by: change.by,
      changed_at: change.at,
    })),
  );

const LOAD_ROWS = 1_000;

/** Fills an empty register. It writes no feed: a desk begins with a snapshot. */
export async function loadRecords(sql: Sql, records: Iterable<PlatformRecord>): Promise<number> {
  let batch: PlatformRecord[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await sql.query(INSERT, [rowsOf(batch, { by: null, at: null })]);
    count += batch.length;
    batch = [];
  };
  for (const record of records) {
    batch.push(PlatformRecord.parse({ ...record, version: Math.max(1, record.version) }));
    if (batch.length === LOAD_ROWS) await flush();
  }
  await flush();
  return count;
}

/**
 * Writes changed records, each one version up, and their lines in the change feed. The head of the feed is taken last
 * and held until commit. Returns the new versions by record key.
 */
export async function writeChanges(
  sql: Sql,
  changes: readonly PlatformRecord[],
  by: { by: string; at: string },
): Promise<{ records: PlatformRecord[]; versions: Record<string, number> }> {
  const versions: Record<string, number> = {};
  const written: { record: PlatformRecord; before: PlatformRecord | null }[] = [];
  for (const change of changes) {
    const standing = await recordByKey(sql, change.kind, change.id);
    const record = PlatformRecord.parse({ ...change, version: (standing?.record.version ?? 0) + 1 });
    if (standing === null) await sql.query(INSERT, [rowsOf([record], by)]);
    else
      await sql.query(
        `UPDATE records SET version = $3, village_code = $4, cert_no = $5, body = $6::jsonb, changed_by = $7, changed_at = $8
         WHERE kind = $1 AND id = $2`,
        [
          record.kind,
          record.id,
          record.version,
          villageOf(record),
          certNoOf(record),
          JSON.stringify(record),
          by.by,
          by.at,
        ],
      );
    versions[recordKey(record)] = record.version;
    written.push({ record, before: standing?.record ?? null });
  }
  await noteFieldChanges(sql, written, by);
  if (written.length > 0) {
    const head = await sql.query('UPDATE feed_head SET seq = seq + $1 RETURNING seq::text AS seq', [
      written.length,
    ]);
    const first =
      Number(
        z
          .array(z.object({ seq: z.string() }))
          .length(1)
          .parse(head)[0]?.seq,
      ) -
      written.length +
      1;
    for (const [index, { record, before }] of written.entries()) {
      await sql.query(
        'INSERT INTO change_log (seq, kind, id, version, village_code, village_before, at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [
          first + index,
          record.kind,
          record.id,
          record.version,
          villageOf(record),
          before === null ? null : villageOf(before),
          by.at,
        ],
      );
    }
  }
  return { records: written.map((w) => w.record), versions };
}
