import { utilityProcess } from 'electron';
import { z } from 'zod';
import { PracticeCast } from '../shared/practice/practice';
import { err, ok, type Result } from '../shared/result';

const FromPlatform = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.string(), code: z.string(), cast: PracticeCast.optional() }),
  z.object({ type: z.literal('failed'), text: z.string() }),
  z.object({ type: z.literal('county'), ask: z.number().int(), error: z.string().nullable() }),
]);

/** What the trial platform says of itself; `down`: it is not running, with the reason where it gave one. */
export type TrialNews =
  | { type: 'ready'; url: string; code: string; cast?: PracticeCast }
  | { type: 'down'; text: string | null };

export interface TrialOptions {
  /** The bundle that is the platform: a process of its own, nothing of it is loaded here. */
  readonly entry: string;
  readonly folder: string;
  readonly day: string;
  /** For practice (练习): it tells who lives in its village, and does the county's work when asked. */
  readonly practice?: boolean;
  readonly onNews: (news: TrialNews) => void;
  /** Another prepared folder than the one beside the bundle. */
  readonly template?: string;
  readonly fork?: typeof utilityProcess.fork;
  /** Waiting time before the first new start, in milliseconds; it doubles up to a minute while starts keep failing. */
  readonly pauseMs?: number;
}

const LONGEST_PAUSE_MS = 60_000;
/** Time a platform gets to finish requests and close its database. */
const STOP_WITHIN_MS = 4_000;

/** The embedded platform of trial mode (试用模式): started with the desk, started again when it dies, stopped with the desk. */
export class TrialPlatform {
  private child: ReturnType<typeof utilityProcess.fork> | null = null;
  private stopping = false;
  private pause: number;
  private timer: NodeJS.Timeout | null = null;
  private asked = 0;
  private readonly waiting = new Map<number, (answer: Result<void, string>) => void>();

  constructor(private readonly options: TrialOptions) {
    this.pause = options.pauseMs ?? 500;
  }

  start(): void {
    const { entry, folder, day, onNews, practice, template } = this.options;
    const fork = this.options.fork ?? utilityProcess.fork;
    const args = ['--folder', folder, '--today', day, ...(practice ? ['--practice'] : [])];
    if (template !== undefined) args.push('--template', template);
    const child = fork(entry, args, { serviceName: 'trial-platform' });
    this.child = child;
    let text: string | null = null;
    child.on('message', (message: unknown) => {
      const news = FromPlatform.safeParse(message);
      if (!news.success) return;
      if (news.data.type === 'failed') {
        text = news.data.text;
        // It has nothing more to do, but a utility process stays until it is ended.
        child.kill();
      } else if (news.data.type === 'county') {
        const { ask, error } = news.data;
        this.waiting.get(ask)?.(error === null ? ok(undefined) : err(error));
        this.waiting.delete(ask);
      } else {
        this.pause = this.options.pauseMs ?? 500;
        const { url, code, cast } = news.data;
        onNews({ type: 'ready', url, code, ...(cast ? { cast } : {}) });
      }
    });
    child.on('exit', () => {
      this.child = null;
      for (const answer of this.waiting.values()) answer(err('练习平台在办理时停止了。'));
      this.waiting.clear();
      if (this.stopping) return;
      onNews({ type: 'down', text });
      this.timer = setTimeout(() => this.start(), this.pause);
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
    });
  }

  /** Practice: has the county do these lines on the platform (`import-operations`); a sentence where one was not applied. */
  county(lines: readonly unknown[]): Promise<Result<void, string>> {
    const { child } = this;
    if (!child) return Promise.resolve(err('练习平台没有运行。'));
    this.asked += 1;
    const ask = this.asked;
    return new Promise((resolve) => {
      this.waiting.set(ask, resolve);
      child.postMessage({ type: 'county', ask, lines });
    });
  }

  /** Asks it to stop and ends it when it does not. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    const { child } = this;
    if (!child) return;
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => child.kill(), STOP_WITHIN_MS);
      child.once('exit', () => {
        clearTimeout(force);
        resolve();
      });
      child.postMessage({ type: 'stop' });
    });
  }
}
