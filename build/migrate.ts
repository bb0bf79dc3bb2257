import { freezePrototypes } from '../src/main/frozenPrototypes';
import { runMigrateCommand } from '../src/main/migration/cli';

freezePrototypes();
const done = await runMigrateCommand(process.argv.slice(2), new Date().toISOString().slice(0, 10));
if (done.ok) console.log(done.value);
else {
  console.error(done.error);
  process.exitCode = 1;
}
