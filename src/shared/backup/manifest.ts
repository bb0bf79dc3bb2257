import { z } from 'zod';
import { Sha256Hex } from '../json';

const SEGMENT = /^(?!\.{1,2}$)[^\\/:*?"<>|\p{Cc}]{1,200}$/u;

/** A file of the desk's data folder, by its path within it: no way out of the folder can be written so. */
export const KeptName = z
  .string()
  .max(400)
  .refine((name) => name.split('/').every((segment) => SEGMENT.test(segment)));

export const KeptFile = z.strictObject({
  name: KeptName,
  length: z.number().int().nonnegative(),
  sha256: Sha256Hex,
  /** Records of a framed file, intact ones; null: it is none. */
  records: z.number().int().nonnegative().nullable(),
});
export type KeptFile = z.infer<typeof KeptFile>;

/** What a backup (备份) holds; the last thing in it, so that one without it is not whole. */
export const Manifest = z.strictObject({
  version: z.literal(1),
  deskName: z.string(),
  /** Head of the journal's chain and how many entries it has. */
  journal: z.strictObject({
    seq: z.number().int().nonnegative(),
    hash: z.string(),
    entries: z.number().int().nonnegative(),
  }),
  files: z.array(KeptFile).max(1_000_000),
  bytes: z.number().int().nonnegative(),
});
export type Manifest = z.infer<typeof Manifest>;
