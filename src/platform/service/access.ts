import { createHash, randomBytes, randomInt } from 'node:crypto';
import { z } from 'zod';
import { Jurisdiction } from '#shared/domain/region';
import { err, ok, type Result } from '#shared/result';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { lockKeys } from '../intake/locks';

/** A desk or an agency that may send operations, and what it is answerable for. */
export interface Device {
  readonly device: string;
  readonly name: string;
  readonly jurisdiction: Jurisdiction;
}

/** Letters and digits that are not mistaken for one another when read out over the telephone. */
const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const hash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const tidyCode = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

const CodeRow = z.object({ jurisdiction: Jurisdiction, used_by: z.string().nullable() });
export const DeviceRow = z.object({ device: z.string(), name: z.string(), jurisdiction: Jurisdiction });

/** A new registration code (登记码), e.g. `7KQM-3V9D-XH2P`; it registers one desk. */
export async function makeRegistrationCode(
  sql: Sql,
  clock: PlatformClock,
  jurisdiction: Jurisdiction,
): Promise<string> {
  const letters = Array.from({ length: 12 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
  await sql.query(
    'INSERT INTO registration_codes (code_hash, jurisdiction, made_at) VALUES ($1, $2::jsonb, $3)',
    [hash(letters), JSON.stringify(jurisdiction), clock.now()],
  );
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** Codes nobody used stop being valid. */
export async function voidUnusedCodes(sql: Sql): Promise<void> {
  await sql.query('DELETE FROM registration_codes WHERE used_by IS NULL');
}

/**
 * Registers a desk. The same desk with the same code gets a new token (its first answer may have been lost) and the old
 * one stops being valid; the code is of no use to another desk.
 */
export function registerDevice(
  db: Database,
  clock: PlatformClock,
  ask: { code: string; device: string; name: string },
): Promise<Result<{ token: string; jurisdiction: Jurisdiction }, string>> {
  return db.transaction(async (sql) => {
    const codeHash = hash(tidyCode(ask.code));
    await lockKeys(sql, [`code:${codeHash}`, `device:${ask.device}`]);
    const [raw] = await sql.query(
      'SELECT jurisdiction, used_by FROM registration_codes WHERE code_hash = $1',
      [codeHash],
    );
    if (raw === undefined) return err('登记码不对或已失效，请向县医保经办机构核实后重新输入。');
    const code = CodeRow.parse(raw);
    if (code.used_by !== null && code.used_by !== ask.device) {
      return err('这个登记码已被另一台设备使用，请向县医保经办机构索取新的登记码。');
    }
    const token = randomBytes(32).toString('base64url');
    await sql.query(
      `INSERT INTO devices (device, name, token_hash, jurisdiction, registered_at) VALUES ($1, $2, $3, $4::jsonb, $5)
       ON CONFLICT (device) DO UPDATE SET name = EXCLUDED.name, token_hash = EXCLUDED.token_hash, jurisdiction = EXCLUDED.jurisdiction`,
      [ask.device, ask.name, hash(token), JSON.stringify(code.jurisdiction), clock.now()],
    );
    await sql.query('UPDATE registration_codes SET used_by = $2 WHERE code_hash = $1', [
      codeHash,
      ask.device,
    ]);
    return ok({ token, jurisdiction: code.jurisdiction });
  });
}

export const DeskAssignment = z.strictObject({
  device: z.string().min(1).max(60),
  jurisdiction: Jurisdiction,
});
export type DeskAssignment = z.infer<typeof DeskAssignment>;

/**
 * Gives a registered desk another jurisdiction. It keeps its credential and its queue; its cursors count no more, so at the
 * next contact it learns of it and begins with a snapshot.
 */
export function assignDesk(
  db: Database,
  { device, jurisdiction }: DeskAssignment,
): Promise<Result<{ name: string; before: Jurisdiction }, string>> {
  return db.transaction(async (sql) => {
    await lockKeys(sql, [`device:${device}`]);
    const [raw] = await sql.query('SELECT device, name, jurisdiction FROM devices WHERE device = $1', [
      device,
    ]);
    if (raw === undefined) return err(`没有编号为 ${device} 的设备，没有变动。设备编号在该机“设置”页。`);
    const desk = DeviceRow.parse(raw);
    await sql.query(
      `WITH head AS (UPDATE feed_head SET seq = seq + 1 RETURNING seq)
       UPDATE devices SET jurisdiction = $2::jsonb, assigned_seq = head.seq FROM head WHERE device = $1`,
      [device, JSON.stringify(jurisdiction)],
    );
    return ok({ name: desk.name, before: desk.jurisdiction });
  });
}

/** The desk a token belongs to. */
export async function deviceByToken(sql: Sql, token: string): Promise<Device | null> {
  const [row] = await sql.query('SELECT device, name, jurisdiction FROM devices WHERE token_hash = $1', [
    hash(token),
  ]);
  return row === undefined ? null : DeviceRow.parse(row);
}

/** An agency whose operations come in by file: known by name, without a token. */
export async function agency(sql: Sql, clock: PlatformClock, of: Device): Promise<Device> {
  await sql.query(
    `INSERT INTO devices (device, name, jurisdiction, registered_at) VALUES ($1, $2, $3::jsonb, $4)
     ON CONFLICT (device) DO NOTHING`,
    [of.device, of.name, JSON.stringify(of.jurisdiction), clock.now()],
  );
  const [row] = await sql.query('SELECT device, name, jurisdiction FROM devices WHERE device = $1', [
    of.device,
  ]);
  return DeviceRow.parse(row);
}
