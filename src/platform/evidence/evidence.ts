import { z } from 'zod';
import { roomTrouble } from '#shared/evidence/evidence';
import { pictureHash, pictureTrouble } from '#shared/evidence/picture';
import type { EvidenceWord } from '#shared/evidence/uploads';
import { Sha256Hex } from '#shared/json';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { storedVerdict } from '../intake/decideOne';
import { lockKeys } from '../intake/locks';

const Held = z.array(z.object({ sha256: Sha256Hex, bytes: z.number().int().positive() }));

const heldOf = async (sql: Sql, opId: string) =>
  Held.parse(await sql.query('SELECT sha256, bytes FROM evidence WHERE op_id = $1 ORDER BY sha256', [opId]));

/** Hashes of the pictures of an operation of this device; none of anybody else's. */
export async function evidenceHeld(sql: Sql, device: string, opId: string): Promise<string[]> {
  const stored = await storedVerdict(sql, opId);
  return stored?.device === device ? (await heldOf(sql, opId)).map(({ sha256 }) => sha256) : [];
}

const refused = (code: NonNullable<EvidenceWord['code']>, text: string): EvidenceWord => ({
  outcome: 'refused',
  code,
  text,
});
const STORED: EvidenceWord = { outcome: 'stored', code: null, text: null };

/** What arrives: a picture in Base64, for which operation, and what it shows. */
export interface ArrivingPicture {
  readonly opId: string;
  readonly sha256: string;
  readonly material: string;
  readonly label: string;
  readonly content: string;
}

/**
 * Takes a picture of a document for an applied operation of this device: hash, kind and size are checked before it is kept, whole or not
 * at all, and the same one again changes nothing.
 */
export async function takeEvidence(
  db: Database,
  clock: PlatformClock,
  device: string,
  { opId, sha256, material, label, content }: ArrivingPicture,
): Promise<EvidenceWord> {
  const picture = Buffer.from(content, 'base64');
  if (pictureHash(picture) !== sha256)
    return refused('HASH', '图片与其校验值不符，可能在传送中损坏，平台没有收下。请再传一次。');
  const wrong = pictureTrouble(picture);
  if (wrong !== null) return refused('PICTURE', `${wrong}平台没有收下，请重新拍照后附上。`);
  return db.transaction(async (sql): Promise<EvidenceWord> => {
    await lockKeys(sql, [`op:${opId}`]);
    const stored = await storedVerdict(sql, opId);
    if (stored === null || stored.device !== device)
      return refused(
        'UNKNOWN_OPERATION',
        '平台没有本机办理的这一笔业务，图片没有收下。请先同步业务，再传一次。',
      );
    if (stored.verdict.outcome !== 'applied')
      return refused('NOT_APPLIED', '平台没有办理这一笔业务，它的图片也不收。请附在改办的那一笔上。');
    const held = await heldOf(sql, opId);
    if (held.some((one) => one.sha256 === sha256)) return STORED;
    const full = roomTrouble(held, [{ sha256, bytes: picture.length }]);
    if (full !== null) return refused('TOO_MANY', `${full}平台没有收下。`);
    await sql.query(
      `INSERT INTO evidence (op_id, sha256, material, label, bytes, content, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [opId, sha256, material, label, picture.length, picture, clock.now()],
    );
    return STORED;
  });
}
