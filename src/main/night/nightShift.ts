import { type Night, type NightOptions, type NightStatus, startNight } from './night';

/**
 * The change between day and night: one deliverer at a time (SY11). Whoever opens the desk lets the night end first; whoever leaves it
 * hands over what has to end before the night begins.
 */
export class NightShift {
  private turns: Promise<unknown> = Promise.resolve();
  private night: Night | null = null;

  constructor(
    private readonly options: NightOptions,
    private readonly onStatus: (status: NightStatus) => void = () => undefined,
  ) {}

  /** `day` ends first; a night that is there already goes on. */
  begin(day: () => Promise<void> = async () => undefined): Promise<void> {
    return this.inTurn(async () => {
      await day();
      if (this.night !== null) return;
      this.night = await startNight(this.options);
      this.onStatus(this.night.status());
      this.night.onChange(this.onStatus);
    });
  }

  /** Resolves when nothing is delivered or noted by night any more. */
  end(): Promise<void> {
    return this.inTurn(async () => {
      await this.night?.stop();
      this.night = null;
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turns.then(work);
    this.turns = done.catch(() => undefined);
    return done;
  }
}
