import { type Cast, SCENARIO } from '#fixtures/township';
import type { PracticeCast, PracticePerson } from '#shared/practice/practice';

const person = ({ id, name, certNo, householdId }: Cast): PracticePerson => ({
  id,
  name,
  certNo,
  householdId,
});

/** Who plays which part in the lessons of practice (练习): people of the sample township, written into it for such ends. */
export function practiceCast(): PracticeCast {
  const { adultToRegister, adultStanding, phoneChangePerson, personForPause } = SCENARIO;
  // Newcomers join a household that is on file.
  const joins = (cast: Cast): PracticePerson => ({
    ...person(cast),
    householdId: phoneChangePerson.householdId,
  });
  return {
    // Those who paid every year before: the answer is a plain yes.
    adults: adultToRegister.filter(({ id }) => adultStanding.get(id) === 'continuing').map(person),
    employedElsewhere: [SCENARIO.newcomerActiveEmpElsewhere, ...SCENARIO.newcomersActiveEmpElsewhere].map(
      joins,
    ),
    residentsElsewhere: [joins(SCENARIO.newcomerActiveResElsewhere)],
    toChange: [person(phoneChangePerson), person(personForPause)],
  };
}
