import { parseRowCode } from '#shared/campaign/rowCode';
import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import type { RecordedReturn } from '#shared/rosterReturn/recorded';
import type { CampaignDesk } from '../campaign/api';

/**
 * Tells the campaign what was written at the door in the rows of a list, as if it had been typed from paper: who has come back is
 * not out any more. A list that this desk's campaign does not have (its store was wiped) is passed over: the file of returns has it.
 */
export async function tellCampaign(
  campaign: CampaignDesk,
  batchId: string,
  rows: readonly RecordedReturn[],
): Promise<Result<void, Trouble>> {
  if (!campaign.batches().some(({ batch }) => batch.id === batchId)) return ok(undefined);
  for (const { code, values } of rows) {
    const parsed = parseRowCode(code);
    if (!parsed.ok || values.outcome === null) continue;
    const { outcome, on, paidFen, phone, why } = values;
    const said = { outcome, on, amountFen: paidFen, phone, note: why ?? '', way: 'workbook' as const };
    const told = await campaign.record(batchId, parsed.value.at, said);
    if (!told.ok) return told;
  }
  return ok(undefined);
}
