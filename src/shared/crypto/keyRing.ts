import type { CryptoSuite } from './suite';

/** Keys of 256 bits by their number (key version), and for each suite the key that it takes from them. */
export class KeyRing {
  private readonly bySuite = new Map<string, Uint8Array>();
  private wiped = false;

  /** Takes the keys over: `wipe` zeroes them. */
  constructor(
    /** The one that seals; the others only open. */
    readonly current: number,
    private readonly keys: ReadonlyMap<number, Uint8Array>,
  ) {
    if (!keys.has(current)) throw new Error('KeyRing: the current key is missing');
  }

  /** Null: there is no key of that number, or the ring was wiped. */
  key(id: number, suite: CryptoSuite): Uint8Array | null {
    const key = this.keys.get(id);
    if (key === undefined || this.wiped) return null;
    const name = `${id}/${suite.id}`;
    const made = this.bySuite.get(name) ?? suite.derive(key, `suite/${suite.name}`, suite.keyBytes);
    this.bySuite.set(name, made);
    return made;
  }

  /** Copies, to be handed on: number and key. */
  copies(): readonly { readonly id: number; readonly key: Uint8Array }[] {
    return this.wiped ? [] : [...this.keys].map(([id, key]) => ({ id, key: Uint8Array.from(key) }));
  }

  /** Zeroes every key; nothing opens or seals with this ring afterwards. */
  wipe(): void {
    this.wiped = true;
    for (const key of this.keys.values()) key.fill(0);
    for (const key of this.bySuite.values()) key.fill(0);
    this.bySuite.clear();
  }
}
