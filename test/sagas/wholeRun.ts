import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeTemplate } from '../faults/world/ground';
import { sumOf } from './tally';

/** Before and after the run of every await: one prepared platform for all files, and the sum of what they counted. */
export default async function wholeRun(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'canbao-sagas-'));
  const [template, tally] = [join(folder, 'template'), join(folder, 'tally')];
  await mkdir(tally);
  await makeTemplate(template);
  project.provide('sagas', { template, tally });
  return async () => {
    console.log(await sumOf(tally));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
