import { accessLogCommand } from '../src/main/access/cli';

const done = await accessLogCommand(process.argv.slice(2));
if (done.ok) console.log(done.value);
else {
  console.error(done.error);
  process.exitCode = 1;
}
