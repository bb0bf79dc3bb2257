import { MOVES } from '../courses';
import { everyAwait } from '../suites/everyAwait';

await everyAwait(MOVES);
