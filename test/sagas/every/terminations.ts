import { TERMINATIONS } from '../courses';
import { everyAwait } from '../suites/everyAwait';

await everyAwait(TERMINATIONS);
