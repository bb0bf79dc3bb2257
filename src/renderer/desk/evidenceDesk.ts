import type { Evidence } from '#shared/domain/journalEntry';
import { type EvidenceRef, roomTrouble } from '#shared/evidence/evidence';
import type { EvidenceStanding } from '#shared/evidence/uploads';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { answered } from './answered';
import type { MatterDraft } from './api';
import { fromBase64, toBase64 } from './base64';
import type { DeskCore } from './startDesk';

/** A picture that the disk did not take: it lies in the window, for another try. */
export interface UnkeptPicture {
  readonly n: number;
  readonly material: string;
  readonly label: string;
  readonly jpeg: Uint8Array;
  /** What the disk said. */
  readonly text: string;
}

/** What a picture shows. */
export type Shows = Pick<EvidenceRef, 'material' | 'label'>;

/** Pictures of documents (材料图片) as the pages deal with them. */
export interface EvidenceDesk {
  /** For `useSyncExternalStore`: pictures that are not kept yet, of one operation. */
  subscribe(listener: () => void): () => void;
  unkept(opId: string): readonly UnkeptPicture[];

  /** Keeps a picture on this machine. Where the disk does not take it, it stays in the window (`unkept`). */
  keep(opId: string, shows: Shows, jpeg: Uint8Array): Promise<Result<EvidenceRef, Trouble>>;
  /** Tries again to keep those of an operation; gives the ones that are kept now. */
  keepAgain(opId: string): Promise<{ kept: EvidenceRef[]; trouble: Trouble | null }>;
  /** The clerk does not want an unkept one any more. */
  forget(opId: string, n: number): void;
  /** Takes away what no draft and no operation has any more. */
  discard(sha256: string): Promise<void>;
  /** The same, where one draft has just given the picture up and may not be saved yet. */
  letGo(draftId: string, sha256: string): Promise<void>;
  /** A picture that belongs to no operation yet. */
  preview(sha256: string): Promise<Result<Uint8Array, Trouble>>;

  /** The pictures of an accepted operation, in the order they were given. */
  of(opId: string): readonly Evidence[];
  /** Of an operation that is done anew: its pictures go along. */
  takenOver(opId: string): Pick<MatterDraft, 'evidence'>;
  attach(opId: string, pictures: readonly EvidenceRef[]): Promise<Result<void, Trouble>>;
  /** Notes who looks and why, then gives the picture. */
  look(opId: string, sha256: string, reason: string): Promise<Result<Uint8Array, Trouble>>;
  states(opId: string): Promise<readonly EvidenceStanding[]>;
  again(opId: string): Promise<Result<unknown, Trouble>>;
}

const NONE: readonly UnkeptPicture[] = [];

export function evidenceDesk(core: DeskCore): EvidenceDesk {
  const { desktop } = core;
  const unkept = new Map<string, readonly UnkeptPicture[]>();
  const listeners = new Set<() => void>();
  let made = 0;
  const set = (opId: string, pictures: readonly UnkeptPicture[]): void => {
    if (pictures.length === 0) unkept.delete(opId);
    else unkept.set(opId, pictures);
    for (const listener of listeners) listener();
  };
  const put = (jpeg: Uint8Array) => answered(() => desktop.call('evidence/keep', { data: toBase64(jpeg) }));
  const picture = (data: Result<{ data: string }, Trouble>) =>
    data.ok ? ok(fromBase64(data.value.data)) : data;
  const of = (opId: string): readonly Evidence[] =>
    (core.parts()?.journal.entries() ?? []).flatMap(({ content }) =>
      content.type === 'evidence' && content.opId === opId ? [content] : [],
    );

  const letGo = async (draftId: string | null, sha256: string): Promise<void> => {
    if (!core.drafts.hasPicture(sha256, draftId))
      await desktop.call('evidence/discard', { sha256 }).catch(() => undefined);
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    unkept: (opId) => unkept.get(opId) ?? NONE,

    async keep(opId, shows, jpeg) {
      const kept = await put(jpeg);
      if (kept.ok) return ok({ ...shows, ...kept.value });
      made += 1;
      set(opId, [...(unkept.get(opId) ?? NONE), { n: made, ...shows, jpeg, text: kept.error.text }]);
      return kept;
    },
    async keepAgain(opId) {
      const kept: EvidenceRef[] = [];
      for (const { n, material, label, jpeg } of unkept.get(opId) ?? NONE) {
        const done = await put(jpeg);
        if (!done.ok) return { kept, trouble: done.error };
        kept.push({ material, label, ...done.value });
        this.forget(opId, n);
      }
      return { kept, trouble: null };
    },
    forget: (opId, n) =>
      set(
        opId,
        (unkept.get(opId) ?? NONE).filter((one) => one.n !== n),
      ),
    discard: (sha256) => letGo(null, sha256),
    letGo,
    preview: async (sha256) => picture(await answered(() => desktop.call('evidence/preview', { sha256 }))),

    of,
    takenOver(opId) {
      const evidence = of(opId).map(({ material, label, sha256, bytes }) => ({
        material,
        label,
        sha256,
        bytes,
      }));
      return evidence.length === 0 ? {} : { evidence };
    },
    async attach(opId, pictures) {
      const parts = core.parts();
      if (!parts) return err({ code: 'NOT_READY', text: '参保台还在打开，请稍候再试。' });
      const full = roomTrouble(of(opId), pictures);
      if (full !== null) return err({ code: 'EVIDENCE_FULL', text: full });
      const attached = await parts.journal.attach(opId, pictures);
      if (!attached.ok) return attached;
      core.journalGrew(null);
      return ok(undefined);
    },
    look: async (opId, sha256, reason) =>
      picture(await answered(() => desktop.call('evidence/look', { opId, sha256, reason }))),
    states: (opId) =>
      desktop.call('evidence/states', { opId }).then(
        ({ pictures }) => pictures,
        () => [],
      ),
    again: (opId) => answered(() => desktop.call('evidence/again', { opId })),
  };
}
