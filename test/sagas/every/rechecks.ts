import { RECHECKED } from '../courses';
import { everyAwait } from '../suites/everyAwait';

await everyAwait(RECHECKED, {
  prepare: (ground) => ground.publish({ review: { always: ['EMP_PAUSE'], samplePermille: 0 } }),
});
