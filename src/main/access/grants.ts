import { randomUUID } from 'node:crypto';
import { MOST_NUMBERS_ALONE } from '#shared/access/wholeNumbers';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { DeskClerk } from '#shared/vault/clerk';

/** How long a colleague's word stands, ms: the clerk still has to choose a folder. */
const GOOD_FOR_MS = 10 * 60_000;

export interface GrantsOptions {
  /** Whether this is a colleague's secret; somebody else's than whose desk it is at the moment. */
  readonly vouch: (who: { id: string; secret: string }) => Promise<Result<DeskClerk, Trouble>>;
  /** Milliseconds of a clock that nobody can set. */
  readonly ticks: () => number;
}

/** A colleague's word (第二人授权) for one file, and what it is for. */
export interface Grant {
  readonly second: { readonly id: string; readonly name: string };
  readonly purpose: string;
}

/** 两人授权: more than a few whole numbers leave the desk only when a second person gave their own secret for it. */
export class Grants {
  private readonly given = new Map<string, Grant & { readonly until: number }>();

  constructor(private readonly options: GrantsOptions) {}

  async ask(who: {
    readonly id: string;
    readonly secret: string;
    readonly purpose: string;
  }): Promise<Result<{ grant: string }, Trouble>> {
    const second = await this.options.vouch(who);
    if (!second.ok) return second;
    const grant = randomUUID();
    this.given.set(grant, {
      second: { id: second.value.id, name: second.value.name },
      purpose: who.purpose.trim(),
      until: this.options.ticks() + GOOD_FOR_MS,
    });
    return ok({ grant });
  }

  /** The grant that lets so many numbers out, used up by it; null: they need none. */
  use(grant: string | undefined, numbers: number): Result<Grant | null, Trouble> {
    if (numbers <= MOST_NUMBERS_ALONE) return ok(null);
    const given = grant === undefined ? undefined : this.given.get(grant);
    if (grant !== undefined) this.given.delete(grant);
    if (given === undefined || given.until < this.options.ticks()) return err(needsSecond(numbers));
    return ok(given);
  }

  /** Whoever locks takes every word along that was given and not used. */
  forget(): void {
    this.given.clear();
  }
}

const needsSecond = (numbers: number): Trouble => ({
  code: 'SECOND_PERSON',
  text: `这个文件里有 ${numbers} 个完整的证件号码或账号，超过 ${MOST_NUMBERS_ALONE} 个的要由另一名同事当面输入口令同意。文件没有保存。`,
});
