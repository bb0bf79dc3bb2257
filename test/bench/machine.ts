import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { findBrowser } from '../../build/lib/browsers.mjs';

/** What was measured on, in a line. */
export function machine(): string {
  const [core] = cpus();
  const parts = [
    `${cpus().length} × ${core?.model.trim() ?? 'unknown processor'}`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system(),
    `Node ${process.version}`,
    browser(),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** Other work of the machine when the bench began. */
export const load = (): string => loadavg()[0]?.toFixed(1) ?? '?';

function system(): string {
  try {
    const name = /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
    if (name !== undefined) return name;
  } catch {
    // Not a Linux with such a file.
  }
  return `${platform()} ${release()}`;
}

function browser(): string | null {
  const path = findBrowser();
  if (!path || platform() === 'win32') return null;
  const said = execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /Chrom\w+ [\d.]+/.exec(said)?.[0] ?? null;
}
