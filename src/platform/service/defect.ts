/**
 * Notes a defect of the program for those who mend it: where it happened and through which lines of the program. The
 * message of the error is left out, since it may quote what a person typed.
 */
export function noteDefect(where: string, error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  const name = error instanceof Error ? error.name : typeof error;
  process.stderr.write(
    `${JSON.stringify({ event: 'defect', where, name, frames: frames.slice(0, 8).map((f) => f.trim()) })}\n`,
  );
}
