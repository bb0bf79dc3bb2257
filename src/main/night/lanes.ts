/**
 * Numbers in the place of records' keys, so that what shares a lane is told apart from what does not, and nobody learns whose it is.
 * A placeholder and the number that the platform gave for it are one lane.
 */
export class LaneNumbers {
  private readonly numbers = new Map<string, number>();
  private readonly before = new Map<string, Set<string>>();

  /** `given`: placeholder → number, as delivery knows them. */
  hear(given: ReadonlyMap<string, string>): void {
    for (const [placeholder, number] of given) {
      const names = this.before.get(number) ?? new Set();
      this.before.set(number, names.add(placeholder));
    }
  }

  /** One number a lane, more where placeholders had lanes of their own before they turned out to be one. */
  of(lanes: readonly string[]): number[] {
    return [...new Set(lanes.flatMap((lane) => this.numbersOf(lane)))].sort((a, b) => a - b);
  }

  private numbersOf(lane: string): number[] {
    const kind = lane.slice(0, lane.indexOf(':') + 1);
    const placeholders = [...(this.before.get(lane.slice(kind.length)) ?? [])].map((id) => kind + id);
    const there = [lane, ...placeholders].flatMap((name) => this.numbers.get(name) ?? []);
    if (there.length > 0) return there;
    this.numbers.set(lane, this.numbers.size);
    return [this.numbers.size - 1];
  }
}
