import { join } from 'node:path';
import type { Transport } from './delivery/transport';
import type { Desk } from './desk';
import type { Environment } from './environment';
import { type TrialNews, TrialPlatform } from './trialPlatform';

export interface LineOptions {
  readonly desk: Desk;
  readonly environment: Environment;
  readonly trialEntry: string;
  /** Called when the line is there, for the first time or again: what waits may be delivered at once. */
  readonly onUp: () => void;
}

/** Time between attempts to register with the platform that the surroundings name. */
const TRY_AGAIN_MS = 5_000;

/** Brings the desk to its platform: the embedded one of the trial, the one the surroundings name, or the one it is registered with. */
export class PlatformLine {
  private trial: TrialPlatform | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(private readonly options: LineOptions) {}

  start(): void {
    const { desk, environment, trialEntry } = this.options;
    const { mode } = desk.state();
    if (environment.platform) void this.joinNamed(environment.platform);
    else if (mode === 'trial') {
      this.trial = new TrialPlatform({
        entry: trialEntry,
        folder: join(environment.userData, 'trial-platform'),
        day: desk.state().today,
        onNews: (news) => void this.hear(news),
      });
      this.trial.start();
    }
  }

  leaveTrial(): void {
    void this.trial?.stop();
    this.trial = null;
    this.options.onUp();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.trial?.stop();
  }

  private async hear(news: TrialNews): Promise<void> {
    const { desk, onUp } = this.options;
    if (news.type === 'down') {
      if (news.text) console.error(`试用平台没有启动：${news.text}`);
      desk.trialIsAt(null);
      return;
    }
    await meetTrial(desk, news);
    onUp();
  }

  private async joinNamed(platform: { url: string; code: string }): Promise<void> {
    const { desk, onUp } = this.options;
    if (desk.state().mode === 'platform') await desk.platformMovedTo(platform.url);
    else {
      const { deviceName } = desk.state();
      const answer = await desk.register({ ...platform, name: deviceName ?? '' });
      if (!answer.ok) {
        console.error(answer.error.text);
        if (!this.stopped) this.timer = setTimeout(() => void this.joinNamed(platform), TRY_AGAIN_MS);
        return;
      }
    }
    onUp();
  }
}

/** Lets the desk know where the trial's platform listens now, and registers it there where it is not known yet. */
export async function meetTrial(desk: Desk, { url, code }: { url: string; code: string }): Promise<void> {
  desk.trialIsAt(url);
  // The folder of the trial's platform may have been made anew since: a desk it does not know registers again.
  const transport = desk.transport();
  if (transport && !(await isStranger(transport))) return;
  const answer = await desk.registerTrial({ url, code });
  if (!answer.ok) console.error(answer.error.text);
}

/** True when the platform does not know this desk's token. */
async function isStranger(transport: Transport): Promise<boolean> {
  const answer = await transport.feed({ cursor: '0', limit: 1 });
  return !answer.ok && answer.error.code === 'SIGN_IN';
}
