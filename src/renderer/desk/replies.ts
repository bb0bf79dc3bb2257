import type { Trouble } from '#shared/host';
import type { PlatformReason } from '#shared/rejects/dictionary';
import { collectUnknown, type HeardReason, type UnknownReply, unknownOf } from '#shared/rejects/unknown';
import type { Result } from '#shared/result';
import type { OperationView } from './api';
import { reasonsOf } from './inboxAdvice';
import type { DeskCore } from './startDesk';

/** The platform's new replies (平台新答复): collected from every verdict, noted by the clerk, saved without personal data. */
export interface ReplyDesk {
  list(): Promise<UnknownReply[]>;
  /** What was written of this reply; null: nothing. */
  noteOf(reason: PlatformReason): Promise<string | null>;
  /** The note goes with every occurrence of the same reply. */
  note(reason: PlatformReason, text: string): Promise<Result<unknown, Trouble>>;
  save(): Promise<Result<{ path: string | null }, Trouble>>;
}

export function replyDesk(core: DeskCore, views: () => readonly OperationView[]): ReplyDesk {
  const heard = (): HeardReason[] =>
    views().flatMap(({ verdict, matterLabel, operation }) =>
      reasonsOf(verdict).map((reason) => ({ ...reason, day: operation.day, matterLabel })),
    );
  /** Everybody known here, and whoever an operation names. */
  const names = (): Set<string> => {
    const all = core.view.names();
    for (const { who } of views()) if (who.length > 1) all.add(who);
    return all;
  };
  const notes = async (): Promise<Map<string, string>> => {
    const said = await core.desktop.call('replies/notes', {});
    return new Map(said.notes.map(({ key, text }) => [key, text]));
  };
  const list = async (): Promise<UnknownReply[]> =>
    collectUnknown(heard(), core.dictionary(), names(), await notes());
  return {
    list,
    noteOf: async (reason) => (await notes()).get(unknownOf(reason, names()).key) ?? null,
    note: (reason, text) => core.desktop.call('replies/note', { key: unknownOf(reason, names()).key, text }),
    save: async () =>
      core.desktop.call('replies/save', {
        replies: await list(),
        fileName: `平台新答复_${core.snapshot().day}.json`,
      }),
  };
}
