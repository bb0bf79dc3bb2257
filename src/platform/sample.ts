import { rm } from 'node:fs/promises';
import { generateOutside, generateTownship, TODAY, TOWN } from '#fixtures/township';
import type { Jurisdiction } from '#shared/domain/region';
import type { Result } from '#shared/result';
import type { Database, StoreTrouble } from './database/database';
import { dataOf, makeData } from './database/dataFolder';
import { loadRecords } from './register/recordStore';

/** The sample's day: its facts are as of this day. */
export const SAMPLE_DAY = TODAY;
/** What the sample's desk is answerable for. */
export const SAMPLE_JURISDICTION: Jurisdiction = {
  region: TOWN.code.slice(0, 6),
  name: TOWN.name,
  prefixes: [TOWN.code],
};
/** The whole county of the sample, for an agency above the township. */
export const SAMPLE_COUNTY: Jurisdiction = {
  region: TOWN.code.slice(0, 6),
  name: '县医保经办机构',
  prefixes: [TOWN.code.slice(0, 6)],
};

/** Fills an empty register with the invented township and with those outside it whom only the platform knows. */
export async function loadSample(db: Database, persons?: number): Promise<number> {
  return db.transaction(async (sql) => {
    const inside = await loadRecords(sql, generateTownship(persons === undefined ? {} : { persons }));
    return inside + (await loadRecords(sql, generateOutside()));
  });
}

/** Makes a template folder: migrated and holding the sample, to be copied at a first start. */
export async function prepareTemplate(folder: string, persons?: number): Promise<Result<void, StoreTrouble>> {
  await rm(dataOf(folder), { recursive: true, force: true });
  return makeData(folder, async (db) => {
    await loadSample(db, persons);
    await db.query('ANALYZE');
    await db.query('CHECKPOINT');
  });
}
