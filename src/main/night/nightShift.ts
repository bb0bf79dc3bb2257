import { type Night, type NightOptions, type NightStatus, startNight } from './night';

/**
 * The change between day and night: one deliverer at a time (SY11). Whoever opens the desk lets the night end first; whoever leaves it
 * hands over what has to end before the night begins.
 */
export class NightShift {
  private turns: Promise<unknown> = Promise.resolve();
  private night: Night | null = null;
  private left: number | null = null;

  constructor(
    private readonly options: NightOptions,
    private readonly onStatus: (status: NightStatus) => void = () => undefined,
  ) {}

  /** How many operations are not applied yet, as far as can be told without anybody's key; null: nothing is delivered, or it is not known. */
  waiting(): number | null {
    const status = this.night?.status();
    if (status === undefined) return this.left;
    return status.state === 'on' ? status.waiting + status.held : null;
  }

  /** `day` ends first and leaves so many behind; a night that is there already goes on. */
  begin(day: () => Promise<void> = async () => undefined, left: number | null = null): Promise<void> {
    this.left = left;
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
    this.left = null;
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
