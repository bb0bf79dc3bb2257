import Dexie from 'dexie';
import type { MirrorDatabase } from './databases';

/** A number that no generation has had, beside the serving one. */
export async function nextGeneration(database: MirrorDatabase, serving: number): Promise<number> {
  const keys = (await database.segments.toCollection().primaryKeys()) as [number, number][];
  return 1 + keys.reduce((most, [generation]) => Math.max(most, generation), serving);
}

/** Takes the segments of one generation away. */
export async function deleteGeneration(database: MirrorDatabase, generation: number): Promise<void> {
  await database.segments
    .where('[generation+n]')
    .between([generation, Dexie.minKey], [generation, Dexie.maxKey])
    .delete();
}

/** Takes the segments of all generations away but of these. */
export async function keepGenerations(
  database: MirrorDatabase,
  kept: readonly (number | undefined)[],
): Promise<void> {
  const keys = (await database.segments.toCollection().primaryKeys()) as [number, number][];
  await database.segments.bulkDelete(keys.filter(([generation]) => !kept.includes(generation)));
}

/** SHA-256 of sealed bytes as they lie on the disk. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
