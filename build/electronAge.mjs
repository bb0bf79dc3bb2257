// npm run electron:age: fails when the pinned Electron is of a major version that gets no security fixes any more (the newest three do).
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/root.mjs';

const SUPPORTED = 3;
const major = (version) => Number(version.split('.')[0]);

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const latest = execFileSync('npm', ['view', 'electron', 'dist-tags.latest'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
}).trim();
const behind = major(latest) - major(devDependencies.electron);
console.log(`Electron ${devDependencies.electron} here, ${latest} newest: ${behind} majors behind`);
process.exit(behind < SUPPORTED ? 0 : 1);
