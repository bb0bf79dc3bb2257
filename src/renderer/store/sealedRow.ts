import type { Codec } from '#shared/codec';

/** Null when the bytes do not open or do not parse: the caller counts them, or has what they held from elsewhere. */
export function openedRow<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  codec: Codec,
  sealed: Uint8Array,
  context: string,
): T | null {
  try {
    const parsed = schema.safeParse(codec.open(sealed, context));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
