import { utilityProcess } from 'electron';
import { z } from 'zod';

const FromPlatform = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.string(), code: z.string() }),
  z.object({ type: z.literal('failed'), text: z.string() }),
]);

/** What the trial platform says of itself; `down`: it is not running, with the reason where it gave one. */
export type TrialNews = { type: 'ready'; url: string; code: string } | { type: 'down'; text: string | null };

export interface TrialOptions {
  /** The bundle that is the platform: a process of its own, nothing of it is loaded here. */
  readonly entry: string;
  readonly folder: string;
  readonly day: string;
  readonly onNews: (news: TrialNews) => void;
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

  constructor(private readonly options: TrialOptions) {
    this.pause = options.pauseMs ?? 500;
  }

  start(): void {
    const { entry, folder, day, onNews } = this.options;
    const fork = this.options.fork ?? utilityProcess.fork;
    const child = fork(entry, ['--folder', folder, '--today', day], { serviceName: 'trial-platform' });
    this.child = child;
    let text: string | null = null;
    child.on('message', (message: unknown) => {
      const news = FromPlatform.safeParse(message);
      if (!news.success) return;
      if (news.data.type === 'failed') {
        text = news.data.text;
        // It has nothing more to do, but a utility process stays until it is ended.
        child.kill();
      } else {
        this.pause = this.options.pauseMs ?? 500;
        onNews({ type: 'ready', url: news.data.url, code: news.data.code });
      }
    });
    child.on('exit', () => {
      this.child = null;
      if (this.stopping) return;
      onNews({ type: 'down', text });
      this.timer = setTimeout(() => this.start(), this.pause);
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
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
