import { MATTERS } from '#shared/domain/matter';
import { sagaKind } from '#shared/matters/sagas/index';
import type { DeskSnapshot, MatterDraft, OthersDraft, SagaDraft } from './api';

/** Who sits at the desk, for what they may see of the forms that were begun. */
export interface Sitting {
  readonly id: string | null;
  readonly isAdministrator: boolean;
}

type Shown = Pick<DeskSnapshot, 'drafts' | 'sagaDrafts' | 'othersDrafts'>;

/**
 * Forms that were begun on this desk (草稿), apart by clerk: one sees their own and those that nobody owns, an administrator of the
 * others' how many there are and of which matter, so that they can be handed over, and nothing that is typed in them.
 */
export class DraftBook {
  private matters: readonly MatterDraft[] = [];
  private sagas: readonly SagaDraft[] = [];

  restore(open: {
    readonly drafts: readonly MatterDraft[];
    readonly sagaDrafts: readonly SagaDraft[];
  }): void {
    this.matters = open.drafts;
    this.sagas = open.sagaDrafts;
  }

  put(draft: MatterDraft): void {
    this.matters = [draft, ...this.matters.filter(({ id }) => id !== draft.id)];
  }
  putSaga(draft: SagaDraft): void {
    this.sagas = [draft, ...this.sagas.filter(({ id }) => id !== draft.id)];
  }

  /** Gives the pictures that it had. */
  remove(id: string): readonly { readonly sha256: string }[] {
    const pictures = this.matters.find((draft) => draft.id === id)?.evidence ?? [];
    this.matters = this.matters.filter((draft) => draft.id !== id);
    this.sagas = this.sagas.filter((draft) => draft.id !== id);
    return pictures;
  }

  find(id: string): MatterDraft | SagaDraft | null {
    return [...this.matters, ...this.sagas].find((draft) => draft.id === id) ?? null;
  }

  ofOwner(owner: string): readonly string[] {
    return [...this.matters, ...this.sagas].flatMap((draft) => (draft.owner === owner ? [draft.id] : []));
  }

  /** Another owner's from now on. Gives the draft as it is to be kept; null: there is none. */
  handOver(id: string, owner: string, handedBy: string): MatterDraft | SagaDraft | null {
    const given = { owner, handedBy };
    const matter = this.matters.find((draft) => draft.id === id);
    const saga = this.sagas.find((draft) => draft.id === id);
    if (matter) this.put({ ...matter, ...given });
    if (saga) this.putSaga({ ...saga, ...given });
    return this.find(id);
  }

  /** Does another draft than this have the picture? Whosever it is. */
  hasPicture(sha256: string, besides: string | null): boolean {
    return this.matters.some(
      ({ id, evidence = [] }) => id !== besides && evidence.some((ref) => ref.sha256 === sha256),
    );
  }

  shown({ id, isAdministrator }: Sitting): Shown {
    const mine = (draft: { readonly owner?: string }) => draft.owner === undefined || draft.owner === id;
    const others = [
      ...this.sagas.map((draft): OthersDraft => ({ ...of(draft), label: sagaKind(draft.kind).title })),
      ...this.matters.map((draft): OthersDraft => ({ ...of(draft), label: MATTERS[draft.matter] })),
    ];
    return {
      drafts: this.matters.filter(mine),
      sagaDrafts: this.sagas.filter(mine),
      othersDrafts: isAdministrator ? others.filter(({ owner }) => owner !== '' && owner !== id) : [],
    };
  }
}

const of = (draft: MatterDraft | SagaDraft): Omit<OthersDraft, 'label'> => ({
  id: draft.id,
  owner: draft.owner ?? '',
  savedAt: draft.savedAt,
});
