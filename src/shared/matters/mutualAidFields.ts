import { MUTUAL_RELATION_WORDS } from '../domain/mutualAid';
import type { Person } from '../domain/person';
import { oneOf } from './declare';
import type { Fields, Option } from './form';
import { findPerson } from './lookup';

export const inForce = (giver: Person) => giver.mutualAid.filter(({ until }) => until === null);

const agreementsOf = ({ personId }: Fields, records: Parameters<typeof findPerson>[0]): Option[] => {
  const giver = typeof personId === 'string' ? findPerson(records, personId) : null;
  return giver === null
    ? []
    : inForce(giver).map(({ receiver, receiverName, relation }) => ({
        value: receiver,
        label: `${receiverName}（${MUTUAL_RELATION_WORDS[relation]}）`,
      }));
};

/** 被共济人, one of those the giver has an agreement with. */
export const receiverOf = oneOf('被共济人', agreementsOf, { hint: '只列在效的共济关系' });

/** The only one, where there is only one. */
export const onlyReceiver = (typed: Fields, giver: Person | null): Fields => {
  const [first, ...more] = giver === null ? [] : inForce(giver);
  return first === undefined || more.length > 0 ? typed : { ...typed, receiver: first.receiver };
};
