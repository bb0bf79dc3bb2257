import { type CampaignLine, CampaignLines } from '#shared/campaign/campaignLine';
import { HandoutBook } from '#shared/campaign/handout';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { Desktop } from '../../desktop';
import { KeptLines } from '../keptLines';

/** The desktop's file of campaigns as the window knows it: lists and returns, and what left the desk. */
export class CampaignFile {
  readonly campaign = new CampaignLines();
  readonly handouts = new HandoutBook();
  private readonly lines: KeptLines<CampaignLine>;

  constructor(desktop: Desktop) {
    this.lines = new KeptLines(
      {
        read: (after, limit) => desktop.call('campaign/read', { after, limit }),
        put: (line) => desktop.call('campaign/put', { line }),
      },
      (line) => {
        if (line.type === 'handout') this.handouts.add(line.handout);
        else if (line.type === 'end') this.handouts.add(line.end);
        else this.campaign.add(line);
      },
    );
  }

  read(): Promise<Result<void, Trouble>> {
    return this.lines.read();
  }

  put(lines: readonly CampaignLine[]): Promise<Result<void, Trouble>> {
    return this.lines.put(lines);
  }
}
