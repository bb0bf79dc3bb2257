import { z } from 'zod';
import type { Operation } from '#shared/domain/operation';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import { inJurisdiction } from '#shared/domain/region';
import type { FieldConflict } from '#shared/protocol/verdict';
import type { Sql } from '../database/database';
import { villagePatterns } from '../register/feed';
import { recordByKey, type StoredRecord, villageOf } from '../register/recordStore';
import type { Device } from '../service/access';

/** Why an operation is out of the desk's scope, as far as this desk may be told. */
export interface OutOfScope {
  readonly text: string;
  /** Where those went who were this desk's own: the village it knew, and the one of today. */
  readonly fields: FieldConflict[];
  readonly changedBy: string | null;
  readonly changedAt: string | null;
}

const Before = z.object({ village_before: z.string() });

/**
 * A record that once lay in this desk's jurisdiction and was moved: both villages are told, with who moved it and when. Of
 * anybody else the desk learns nothing.
 */
export async function outOfScope(
  sql: Sql,
  operation: Operation,
  known: ReadonlyMap<string, StoredRecord>,
  device: Device,
): Promise<OutOfScope> {
  const told: { record: PlatformRecord; from: string; stored: StoredRecord }[] = [];
  for (const subject of operation.subjects) {
    const stored = known.get(recordKey(subject));
    if (stored === undefined || inJurisdiction(device.jurisdiction, villageOf(stored.record))) continue;
    const [raw] = await sql.query(
      `SELECT village_before FROM change_log WHERE kind = $1 AND id = $2 AND village_before LIKE ANY($3::text[])
       ORDER BY seq DESC LIMIT 1`,
      [subject.kind, subject.id, villagePatterns(device.jurisdiction)],
    );
    if (raw !== undefined)
      told.push({ record: stored.record, from: Before.parse(raw).village_before, stored });
  }
  const [first] = told;
  if (first === undefined) {
    return {
      text: `这笔业务涉及的人员、家庭户或单位不在${device.jurisdiction.name}的管辖范围内（可能已迁往别处），平台没有办理。请由其所在地经办，或先办理迁入。`,
      fields: [],
      changedBy: null,
      changedAt: null,
    };
  }
  const village = (await recordByKey(sql, 'village', villageOf(first.record)))?.record;
  const place = village?.kind === 'village' ? `${village.townName}${village.name}` : '别处';
  return {
    text: `这笔业务涉及的人员或家庭户已调往${place}，不再由${device.jurisdiction.name}管辖，平台没有办理，对方的资料没有改动。请把这笔业务转交${place}所在地经办，或放弃。`,
    fields: told.map(({ record, from }) => ({
      subject: { kind: record.kind, id: record.id },
      field: 'villageCode',
      base: from,
      desk: from,
      platform: villageOf(record),
    })),
    changedBy: first.stored.lastChange.by,
    changedAt: first.stored.lastChange.at,
  };
}
