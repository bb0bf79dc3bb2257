import { MATTERS } from '#shared/domain/matter';
import type { Person } from '#shared/domain/person';
import { PAUSE_THEN_REGISTER, type PauseMatter } from '#shared/matters/twoSteps';

/** Where both steps of a saga are filled in for somebody on file. */
export const sagaRoute = (pause: PauseMatter, personId: string): string =>
  `/saga/${pause}/${encodeURIComponent(personId)}`;

/** `职工暂停参保 → 居民参保登记`. */
export const sagaTitle = (pause: PauseMatter): string =>
  `${MATTERS[pause]} → ${MATTERS[PAUSE_THEN_REGISTER[pause]]}`;

/** The change of scheme that somebody may come for: from the one that is active now. */
export function sagasFor(person: Person): PauseMatter[] {
  if (person.survival === '2') return [];
  const active = (scheme: 'EMP' | 'RES') =>
    person.enrolments.some((e) => e.scheme === scheme && e.status === 'ACTIVE');
  if (active('EMP') === active('RES')) return [];
  return active('EMP') ? ['EMP_PAUSE'] : ['RES_PAUSE'];
}
