import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UpdateKey } from '#shared/update/manifest';

/** Written by the build (`CANBAO_UPDATE_KEYS`) beside the main bundle, and in the package under the archive's own integrity check. */
export const UPDATE_KEYS_FILE = 'updateKeys.json';

/** The public keys that this program takes updates by; none where the build was given none, or the file is not what a build writes. */
export function readUpdateKeys(path: string): readonly UpdateKey[] {
  try {
    return z
      .array(UpdateKey)
      .max(8)
      .parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return [];
  }
}
