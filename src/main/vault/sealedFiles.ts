import { ACCESS_CONTEXT, ACCESS_FILE } from '../access/accessLog';
import { BAG_KEYS_CONTEXT, BAG_KEYS_FILE } from '../bag/bagKeys';
import { CAMPAIGN_FILE } from '../campaign/campaignFile';
import { DELIVERY_CONTEXT, DELIVERY_FILE } from '../delivery/verdictLog';
import { DESK_FILE, TOKEN_CONTEXT } from '../deskIdentity';
import { pictureContext } from '../evidence/pictureFiles';
import { UPLOAD_FILE } from '../evidence/uploadLog';
import { ENTRY_CONTEXT } from '../journal/entryGroup';
import type { FrameKind } from '../journal/frames';
import { JOURNAL_FILE } from '../journal/journal';
import { LIST_FILE } from '../lists/listFile';
import { PLATFORM_KEY_FILE } from '../night/platformKey';
import { PAPERS_FILE } from '../papers/paperFile';
import { NOTES_CONTEXT, NOTES_FILE } from '../policy/replies';
import { PURGED_FILE } from '../retention/purgeNotes';
import { RETURN_FILE } from '../returns/returnFile';
import { ROLLOVER_FILE } from '../rollover/rolloverFile';
import { HIGHEST_CONTEXT, HIGHEST_FILE } from '../update/highest';

/** A file of framed records, each sealed by itself. */
export interface SealedFile {
  /** Below the desk's folder. */
  readonly folder: string;
  readonly name: string;
  readonly kind: FrameKind;
  readonly context: string;
}

const beside = (file: { name: string; kind: FrameKind; context: string }): SealedFile => ({
  folder: 'journal',
  name: file.name,
  kind: file.kind,
  context: file.context,
});

/** Every file of sealed records that the main process keeps: one that is not here is not sealed anew when keys are rotated. */
export const SEALED_FILES: readonly SealedFile[] = [
  beside({ ...JOURNAL_FILE, context: ENTRY_CONTEXT }),
  beside({ ...DELIVERY_FILE, context: DELIVERY_CONTEXT }),
  ...[
    UPLOAD_FILE,
    PAPERS_FILE,
    RETURN_FILE,
    LIST_FILE,
    ROLLOVER_FILE,
    CAMPAIGN_FILE,
    PLATFORM_KEY_FILE,
    PURGED_FILE,
  ].map(beside),
  { folder: 'access', ...ACCESS_FILE, context: ACCESS_CONTEXT },
];

/** Sealed values that stand, as Base64, in a JSON file beside others that are no secret. */
export const SEALED_FIELDS = [
  { name: DESK_FILE, path: ['registration', 'token'], context: TOKEN_CONTEXT },
  { name: BAG_KEYS_FILE, path: ['secret'], context: BAG_KEYS_CONTEXT },
  { name: NOTES_FILE, path: ['sealed'], context: NOTES_CONTEXT },
  { name: HIGHEST_FILE, path: ['sealed'], context: HIGHEST_CONTEXT },
  { name: `journal/${HIGHEST_FILE}`, path: ['sealed'], context: HIGHEST_CONTEXT },
] as const;

export const PICTURES = { folder: 'journal/evidence', context: pictureContext } as const;

/** What bytes that were set aside as damaged are bound to. */
export const DAMAGED = 'vault/damaged/1';
