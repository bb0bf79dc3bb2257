import { runBagCommand } from '../src/main/bag/cli';
import { freezePrototypes } from '../src/main/frozenPrototypes';

freezePrototypes();
const done = await runBagCommand(process.argv.slice(2));
if (done.ok) console.log(done.value);
else {
  console.error(done.error);
  process.exitCode = 1;
}
