import type { Trouble } from '#shared/host';
import { err, type Result } from '#shared/result';

/** A desktop that does not answer is said in words; a page never meets the throw. */
export async function answered<T>(ask: () => Promise<Result<T, Trouble>>): Promise<Result<T, Trouble>> {
  try {
    return await ask();
  } catch (error) {
    console.error(error instanceof Error ? error.message : 'desktop');
    return err({
      code: 'NO_ANSWER',
      text: '参保台主程序没有应答，这一步没有做成。请再试一次；仍然不行的请重新打开参保台。',
    });
  }
}
