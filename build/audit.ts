import { auditCommand } from '../src/main/audit/cli';

const done = await auditCommand(process.argv.slice(2));
if (done.ok) console.log(done.value);
else {
  console.error(done.error);
  process.exitCode = 1;
}
