import { join } from 'node:path';
import type { PracticeCast } from '../../shared/practice/practice';
import type { Desk } from '../desk';
import { meetTrial } from '../platformLine';
import { type TrialNews, type TrialOptions, TrialPlatform } from '../trialPlatform';
import type { OwnPlatform } from './ownPlatform';

export interface PracticeLineOptions {
  readonly desk: Desk;
  readonly own: OwnPlatform;
  readonly userData: string;
  readonly trialEntry: string;
  /** How its platform is started; absent: as the trial's. */
  readonly trial?: Pick<TrialOptions, 'fork' | 'template'>;
  /** Called when the line is there, for the first time or again. */
  readonly onUp: () => void;
  readonly onCast: (cast: PracticeCast) => void;
}

/** One of the county's changes, as `platform -- import-operations` takes it. */
export interface CountyLine {
  readonly matter: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The line of practice: to the practice platform, which can be stopped and started again on purpose (断网). */
export class PracticeLine {
  private trial: TrialPlatform | null = null;
  /** What the county does on the platform before the desk is let at it again. */
  private first: readonly CountyLine[] = [];
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly options: PracticeLineOptions) {}

  get isCut(): boolean {
    return this.trial === null;
  }

  start(): void {
    if (this.trial) return;
    const { trialEntry, userData, desk } = this.options;
    const trial = new TrialPlatform({
      entry: trialEntry,
      folder: join(userData, 'trial-platform'),
      day: desk.state().today,
      practice: true,
      ...this.options.trial,
      onNews: (news) => {
        this.turn = this.turn.then(() => this.hear(trial, news));
      },
    });
    this.trial = trial;
    trial.start();
  }

  /** Stops the platform; until `restore` no request leaves the desk. */
  async cut(): Promise<void> {
    const { trial } = this;
    this.trial = null;
    this.options.own.isGone();
    await trial?.stop();
  }

  /** Starts the platform again; `county` is done there before the desk hears of it. */
  restore(county: readonly CountyLine[] = []): void {
    this.first = [...this.first, ...county];
    this.start();
  }

  async stop(): Promise<void> {
    await this.cut();
    await this.turn;
  }

  private async hear(from: TrialPlatform, news: TrialNews): Promise<void> {
    const { desk, own, onUp, onCast } = this.options;
    if (from !== this.trial) return;
    if (news.type === 'down') {
      own.isGone();
      if (news.text) console.error(`练习平台没有启动：${news.text}`);
      return;
    }
    if (news.cast) onCast(news.cast);
    if (this.first.length > 0) {
      const done = await from.county(this.first);
      if (!done.ok) console.error(done.error);
      this.first = [];
    }
    if (from !== this.trial) return;
    own.isAt(news.url);
    await meetTrial(desk, news);
    onUp();
  }
}
