import { ensureBuilt } from '../../build/lib/built.mjs';

/** Before the first test of a command that is run by itself: the program is built, as a fresh clone has none. */
export default async function builtFirst(): Promise<void> {
  if (!(await ensureBuilt())) throw new Error('the program could not be built');
}
