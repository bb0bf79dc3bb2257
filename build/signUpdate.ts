import { updateCommand } from '../src/main/update/cli';

const done = await updateCommand(process.argv.slice(2));
if (done.ok) console.log(done.value);
else {
  console.error(done.error);
  process.exitCode = 1;
}
