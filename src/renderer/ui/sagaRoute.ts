import type { Person } from '#shared/domain/person';
import { SAGA_KIND_CODES, type SagaKindCode, sagaKind } from '#shared/matters/sagas/index';
import type { SagaDraft } from '../desk/api';

/** Where all steps of a saga are filled in; the draft itself rides along until its first change saves it. */
export const sagaRoute = (draft: SagaDraft) =>
  [`/saga/${encodeURIComponent(draft.id)}`, { state: { draft } }] as const;

/** The sagas that somebody in this state may come for. */
export const sagasFor = (person: Person): SagaKindCode[] =>
  SAGA_KIND_CODES.filter((code) => sagaKind(code).isFor(person));
