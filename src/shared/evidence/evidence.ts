import { z } from 'zod';
import { Sha256Hex } from '../json';
import { EVIDENCE_LIMITS } from './limits';

/** A line without control characters. */
const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is kept out
    .regex(/^[^\u0000-\u001f\u007f]*$/u);

/** A picture of a document (材料图片) as a form names it: which material it shows, and the picture by its hash. */
export const EvidenceRef = z.strictObject({
  /** Code of the material (材料清单); `AGENT` for the agent's document, `OTHER` for anything else. */
  material: line(60),
  /** What the clerk reads of it. */
  label: line(200),
  sha256: Sha256Hex,
  bytes: z.number().int().positive().max(EVIDENCE_LIMITS.bytes),
});
export type EvidenceRef = z.infer<typeof EvidenceRef>;

/** The pictures of one operation. */
export const EvidenceRefs = z.array(EvidenceRef).max(EVIDENCE_LIMITS.perOperation);

export const OTHER_MATERIAL = { code: 'OTHER', label: '其他材料' } as const;
export const AGENT_MATERIAL = { code: 'AGENT', label: '代办凭据' } as const;

/** Why one more picture does not fit with those an operation has; null where it does. The same picture again takes no room. */
export function roomTrouble(
  held: readonly Pick<EvidenceRef, 'sha256' | 'bytes'>[],
  more: readonly Pick<EvidenceRef, 'sha256' | 'bytes'>[],
): string | null {
  const all = new Map([...held, ...more].map(({ sha256, bytes }) => [sha256, bytes]));
  if (all.size > EVIDENCE_LIMITS.perOperation)
    return `一笔业务最多带 ${EVIDENCE_LIMITS.perOperation} 张图片，已经满了。请先去掉不需要的。`;
  const bytes = [...all.values()].reduce((sum, each) => sum + each, 0);
  return bytes > EVIDENCE_LIMITS.operationBytes
    ? `一笔业务的图片合计最多 ${EVIDENCE_LIMITS.operationBytes / 1024 / 1024} MB，已经满了。请先去掉不需要的，或裁小再加。`
    : null;
}
