import { expect, test } from 'vitest';
import type { Desk } from '../../desk/api';
import { holderOf } from './holderOf';

const NUMBER = '220199197903140021';
/** A desk that finds these people, whatever is asked. */
const finding = (...people: [id: string, certNo: string | null][]) =>
  ({
    search: () => people.map(([id]) => ({ id })),
    person: (id: string) => ({ person: { id, certNo: people.find(([its]) => its === id)?.[1] ?? null } }),
  }) as unknown as Pick<Desk, 'search' | 'person'>;

test('[RC22] a number is somebody’s only where it is one person’s, and theirs whole', () => {
  expect(holderOf(finding(['a', NUMBER], ['b', null]), NUMBER)?.id).toBe('a');
  expect(holderOf(finding(['a', NUMBER], ['b', NUMBER]), NUMBER)).toBeNull();
  expect(holderOf(finding(['a', NUMBER.slice(0, 17)]), NUMBER)).toBeNull();
  expect(holderOf(finding(), NUMBER)).toBeNull();
});
