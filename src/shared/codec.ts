import { canonicalJson } from './json';

/**
 * The one way values take into Dexie, the journal file and every other store on the disk, so that encryption at rest is
 * a change of this codec and of nothing else. `context` (table, record, version) is bound to the value by a sealing codec.
 */
export interface Codec {
  seal(value: unknown, context: string): Uint8Array;
  /** Gives `unknown`: whoever opens parses. Throws when the bytes are not what `seal` made for this context. */
  open(bytes: Uint8Array, context: string): unknown;
}

/** Canonical JSON as UTF-8, unsealed: what the desk uses until the vault exists. */
export const plainCodec: Codec = {
  seal: (value) => new TextEncoder().encode(canonicalJson(value)),
  open: (bytes) => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown,
};
