import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and gives its exit code; 1 when it cannot be started or was ended by a signal or by `timeoutMs`.
 * `shell` only for what Windows knows as a `.cmd`; its arguments are fixed words.
 */
export function run(command, args, { cwd, env, quiet = false, timeoutMs, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? 'ignore' : 'inherit',
      shell,
      ...(timeoutMs ? { timeout: timeoutMs } : {}),
    });
    // Whoever ends this script means the program it runs; a terminal's Ctrl+C reaches both by itself.
    const pass = (signal) => child.kill(signal);
    const wait = () => {};
    process.on('SIGTERM', pass).on('SIGHUP', pass).on('SIGINT', wait);
    const end = (code) => {
      process.off('SIGTERM', pass).off('SIGHUP', pass).off('SIGINT', wait);
      resolve(code);
    };
    child.on('error', () => end(1));
    child.on('exit', (code) => end(code ?? 1));
  });
}

/** Runs a script of an installed package, or of this project, with this very Node. */
export const runNode = (args, options) => run(process.execPath, args, options);
