import { CampaignLine } from '#shared/campaign/campaignLine';
import type { SealedLinesKind } from '../journal/sealedLines';

/** Lists that were given out, what came back of them, and what left the desk (领用登记): what the window's store forgets when it is wiped. */
export const CAMPAIGN_FILE: SealedLinesKind<CampaignLine> = {
  name: 'campaign.jnl',
  kind: { magic: 'CBCAMP', version: 1 },
  context: 'campaign/record/1',
  line: CampaignLine,
};
