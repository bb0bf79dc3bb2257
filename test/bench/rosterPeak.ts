/** A process of its own for `roster.ts`: writes one book and says how many MiB it grew by. */
import { growthOf, type Writer } from './roster';

const [who, people] = process.argv.slice(2);
console.log(await growthOf(who as Writer, Number(people)));
