import { createInterface } from 'node:readline/promises';
import { vaultCommand } from '../src/main/vault/cli';

async function readSecret(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question('新口令：');
  } finally {
    lines.close();
  }
}

const done = await vaultCommand(process.argv.slice(2), readSecret);
if (done.ok) console.log(done.value);
else {
  console.error(done.error);
  process.exitCode = 1;
}
