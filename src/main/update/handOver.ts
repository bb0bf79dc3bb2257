import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { nextStep, type Pointer, returned, type Step, tried } from '#shared/update/pointer';
import { isOlder, type ProgramVersion } from '#shared/update/version';
import type { Files } from '../journal/fileLayer';
import { readPointer, writePointer } from './pointerFile';
import type { Versions } from './versions';

/** Said to a program that another version has started: it runs, whatever the pointer says. */
export const LAUNCHED_FLAG = '--launched';
/** Below the desk's data folder. */
export const PROGRAM_FOLDER = 'program';
export const versionsFolder = (program: string): string => join(program, 'versions');

const LOOK_EVERY_MS = 1_000;

/** What the program that was started by hand does first, decided at once and before anything is opened. */
export const firstStep = (
  program: string,
  mine: ProgramVersion,
  { launched, practice }: { readonly launched: boolean; readonly practice: boolean },
): Step => (launched ? { do: 'run' } : nextStep(readPointer(program), mine, practice));

export interface HandOver {
  /** Where pointer and versions lie. */
  readonly program: string;
  readonly versions: Versions;
  readonly files: Files;
  readonly now: () => Date;
  /** Of this start, handed on. */
  readonly args: readonly string[];
  /** False while another start of the same desk already watches the new version. */
  readonly alone: () => boolean;
  readonly start?: (path: string, args: readonly string[]) => ChildProcess;
}

/**
 * Starts the version that is to run in this one's place. `leave`: it runs, or was closed by its clerk. `again`: it is not to run, the pointer
 * says so now, and this program is to be started afresh.
 */
export async function handOver(step: Step, options: HandOver): Promise<'leave' | 'again'> {
  const { program, versions, files, now } = options;
  const give = async (pointer: Pointer, why: 'did-not-open' | 'altered') => {
    await writePointer(program, files, returned(pointer, why, now().toISOString()));
    return 'again' as const;
  };
  const pointer = readPointer(program);
  if (step.do === 'run') return 'again';
  if (step.do === 'return') return give(pointer, 'did-not-open');
  if (step.watched && !options.alone()) return 'leave';
  const path = await versions.check(step.version);
  if (path === null) return give(pointer, 'altered');
  if (step.watched) await writePointer(program, files, tried(pointer));
  const child = (options.start ?? startApart)(path, [...options.args, LAUNCHED_FLAG]);
  const ended = await endOf(child, step.watched, () => isHealthy(program, step.version));
  if (ended === 'failed' && !step.watched) return give(pointer, 'did-not-open');
  // A clerk who closes the window before it was of use is not asked again at once; the try is counted.
  return ended === 'failed' && !isHealthy(program, step.version) ? 'again' : 'leave';
}

const isHealthy = (program: string, version: ProgramVersion): boolean => {
  const { current, healthy } = readPointer(program);
  return current !== null && !isOlder(current, version) && healthy;
};

/** The child outlives this program; what it says goes where this program's words go. */
const startApart = (path: string, args: readonly string[]): ChildProcess =>
  spawn(path, [...args], { detached: true, stdio: 'inherit' });

/** Until it ended or is out of probation; one that is not watched has only to be started. */
function endOf(
  child: ChildProcess,
  watched: boolean,
  isOver: () => boolean,
): Promise<'failed' | 'closed' | 'runs'> {
  return new Promise((resolve) => {
    const looking = setInterval(() => {
      if (isOver()) done('runs');
    }, LOOK_EVERY_MS);
    const done = (how: 'failed' | 'closed' | 'runs') => {
      clearInterval(looking);
      child.unref();
      resolve(how);
    };
    child.once('error', () => done('failed'));
    child.once('exit', (code) => done(code === 0 ? 'closed' : 'failed'));
    if (!watched) child.once('spawn', () => done('runs'));
  });
}
