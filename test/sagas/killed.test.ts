import { PAUSES } from './courses';
import { everyAwait } from './suites/everyAwait';

/** Of the long run (`npm run test:sagas`) so many awaits of one course are looked at with every commit. */
const EVERY = 15;
const COURSE = 'the second step refused, the first taken back';

await everyAwait(
  PAUSES.filter(({ name, kind }) => kind === 'EMP_PAUSE' && name === COURSE),
  { pick: (at) => at % EVERY === 0 },
);
