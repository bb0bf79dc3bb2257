import { z } from 'zod';
import { VillageCode } from '../domain/region';

/** One person's row as it went out. */
export const BatchOutRow = z.strictObject({
  /** 行码. */
  code: z.string().min(1).max(12),
  personId: z.string().min(1).max(40),
  /** `bookChecksum`. */
  checksum: z.string().min(1).max(64),
  /** The name as it was printed. */
  name: z.string().min(1).max(100),
  certNo: z.string().max(30).nullable(),
});
export type BatchOutRow = z.infer<typeof BatchOutRow>;

/** What is known of a dispatch batch (下放批次) that a returned roster is held against. */
export const BatchOut = z.strictObject({
  batchId: z.string().min(1).max(40),
  year: z.number().int(),
  villageCode: VillageCode,
  rows: z.array(BatchOutRow).max(65_536),
});
export type BatchOut = z.infer<typeof BatchOut>;
