import { PAUSES } from '../courses';
import { everyAwait } from '../suites/everyAwait';

await everyAwait(PAUSES);
