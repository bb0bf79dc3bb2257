/** What must hold in every run of the crash test, in one line each. */
export const INVARIANTS = {
  I1: '已保存 means saved: it is in the journal after every end',
  I2: 'nothing happens twice: each operation is once in the journal and once on the platform',
  I3: 'every operation ends: once the line is there, each is applied',
  I7: 'the chain verifies, in the file and in the platform’s copy',
  I27: 'disk full: the clerk is told, nothing refused is in the journal, what she typed is still there and is saved afterwards',
  I28: 'file and window have the same entries; a window’s store that is gone is rebuilt from the file',
} as const;
export type Invariant = keyof typeof INVARIANTS;

/** Counts what was looked at and keeps what was wrong. */
export class Tally {
  private readonly looked = new Map<Invariant, number>();
  readonly failures: string[] = [];

  /** One look; `what` says who is wrong when it is. */
  check(invariant: Invariant, holds: boolean, what: () => string): void {
    this.looked.set(invariant, (this.looked.get(invariant) ?? 0) + 1);
    if (!holds) this.failures.push(`${invariant} ${what()}`);
  }

  lines(): string[] {
    return Object.entries(INVARIANTS).map(([id, what]) => {
      const wrong = this.failures.filter((failure) => failure.startsWith(`${id} `)).length;
      return `${id.padEnd(4)}${String(this.looked.get(id as Invariant) ?? 0).padStart(6)} looks, ${wrong} wrong   ${what}`;
    });
  }
}
