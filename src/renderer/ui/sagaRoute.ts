import type { Person } from '#shared/domain/person';
import { SAGA_KIND_CODES, type SagaKindCode, sagaKind } from '#shared/matters/sagas/index';
import type { SagaDraft } from '../desk/api';
import { Carried } from './carried';

const carried = new Carried<SagaDraft>();

/** Where all steps of a saga are filled in; the draft itself is carried along until its first change saves it. */
export function sagaRoute(draft: SagaDraft): [string] {
  carried.keep(draft.id, draft);
  return [`/saga/${encodeURIComponent(draft.id)}`];
}

/** The draft that was carried to its page. */
export const carriedSaga = (id: string): SagaDraft | undefined => carried.get(id);

/** The sagas that somebody in this state may come for. */
export const sagasFor = (person: Person): SagaKindCode[] =>
  SAGA_KIND_CODES.filter((code) => sagaKind(code).isFor(person));
