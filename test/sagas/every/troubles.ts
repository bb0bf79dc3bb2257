import { TROUBLES } from '../courses';
import { everyAwait } from '../suites/everyAwait';

await everyAwait(TROUBLES);
