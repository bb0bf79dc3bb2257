import { z } from 'zod';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { type Colleague, colleague, colleaguesOf, isAdministrator } from './clerks';
import type { Standing } from './ledger';
import type { DeskCore } from './startDesk';

/** An operation that was handed to a colleague (移交), as it is kept. */
export const HandOver = z.strictObject({
  opId: z.string().min(1).max(40),
  to: z.string().min(1).max(40),
  by: z.string().min(1).max(40),
  at: z.string().max(40),
});
export type HandOver = z.infer<typeof HandOver>;

/** Hand-over (移交): who goes on with what somebody began. */
export interface HandOverDesk {
  /** To whom the clerk signed in may hand over what is this one's (empty: nobody's): never to the one whose it is. */
  takers(owner: string): readonly Colleague[];
  /** One's own drafts, and those nobody owns; an administrator's hand-over is of anybody's. Gives how many went. */
  drafts(ids: readonly string[], to: string): Promise<Result<number, Trouble>>;
  /** Why this operation is not for the clerk signed in to hand over; null: it is. */
  mayNot(keeper: string): string | null;
  operations(opIds: readonly string[], to: string): Promise<Result<number, Trouble>>;
}

const trouble = (code: string, text: string): Trouble => ({ code, text });
const NOT_READY = trouble('NOT_READY', '参保台还在打开，请稍候再试。');
const NOT_YOURS = '只有经办人本人和本机管理员可以移交；已离岗的人的业务，同事可以接到自己名下。';
const NOBODY = trouble('CLERK_UNKNOWN', '本机没有这名同事，或者他已离岗。请另选一人。');
const UNKEPT = trouble(
  'HAND_OVER_UNKEPT',
  '没有写进本机数据库（可能磁盘已满），没有移交。请清理磁盘空间后再试。',
);

export function handOverDesk(core: DeskCore): HandOverDesk {
  const me = (): string | null => core.snapshot().desk?.clerk.id ?? null;
  const works = (id: string): boolean =>
    colleaguesOf(core.snapshot()).some((one) => one.id === id && !one.left);
  const standing = (opId: string): Standing | null => core.standingOf(opId);

  /** `to` null: to anybody at all. */
  const mayGive = (keeper: string, to: string | null): boolean =>
    keeper === '' ||
    keeper === me() ||
    isAdministrator(core.snapshot()) ||
    (colleague(core.snapshot(), keeper).left && (to === null || to === me()));

  /** What went is gone over already: a log that does not take it keeps nobody from working. */
  const note = (to: string, count: number): void => {
    if (count > 0) void core.desktop.call('audit/handedOver', { to, count }).catch(() => undefined);
  };

  return {
    takers: (owner) =>
      colleaguesOf(core.snapshot()).filter(({ id, left }) => !left && id !== owner && mayGive(owner, id)),

    async drafts(ids, to) {
      const [by, store] = [me(), core.parts()?.store];
      if (by === null || store === undefined) return err(NOT_READY);
      if (!works(to)) return err(NOBODY);
      const held = ids.flatMap((id) => core.drafts.find(id) ?? []);
      if (held.some(({ owner }) => owner !== undefined && owner !== by && !isAdministrator(core.snapshot())))
        return err(trouble('HAND_OVER', '这份草稿不在您名下，不能移交。请本机管理员来办。'));
      try {
        // On the disk first: what was refused there is still whose it was.
        for (const draft of held) await store.putDraft(draft.id, { ...draft, owner: to, handedBy: by });
      } catch {
        return err(UNKEPT);
      }
      for (const { id } of held) core.drafts.handOver(id, to, by);
      core.showDrafts();
      note(to, held.length);
      return ok(held.length);
    },

    mayNot: (keeper) => (mayGive(keeper, null) ? null : NOT_YOURS),

    async operations(opIds, to) {
      const [by, parts] = [me(), core.parts()];
      if (by === null || parts === null) return err(NOT_READY);
      if (!works(to)) return err(NOBODY);
      const there = opIds.flatMap((opId) => standing(opId) ?? []);
      if (there.some(({ keeper }) => !mayGive(keeper, to))) return err(trouble('HAND_OVER', NOT_YOURS));
      const at = new Date().toISOString();
      const given = there.map(({ operation: { opId } }): HandOver => ({ opId, to, by, at }));
      try {
        await parts.store.putHandOvers(given);
      } catch {
        return err(UNKEPT);
      }
      for (const one of given) parts.handOvers.set(one.opId, one);
      core.journalGrew(null);
      note(to, given.length);
      return ok(given.length);
    },
  };
}

/** Those that can be read, by operation. */
export const readHandOvers = (stored: readonly unknown[]): Map<string, HandOver> =>
  new Map(stored.flatMap((one) => HandOver.safeParse(one).data ?? []).map((one) => [one.opId, one]));
