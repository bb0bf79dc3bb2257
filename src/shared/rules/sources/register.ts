import type { Citation } from '../kernel/rule';
import { JILIN_BASE_2025, RETIREMENT_2024, SOCIAL_INSURANCE_LAW } from './contribution';
import type { SourceDocument } from './document';
import { JILIN_2022 } from './jilin2022';
import { ENGINE_DEFAULTS, FUJIAN_2025, JILIN_NEWBORN, JILIN_RESIDENTS_2025, LOW_INCOME_2021 } from './local';
import { CIVIL_CODE, LONG_TERM_2024, OPINION_2020, TRANSFER_2021 } from './national';
import { CAMPAIGN_2010, ESSAY, MERGER_2016, TAINING_2008, WORKFLOW_2007 } from './older';
import { CHANGCHUN_STUDENTS_2021, MUTUAL_AID_2026, PROCEDURE_2021, PROVINCIAL_DUPLICATES } from './relations';

/** Every document a rule may cite. */
export const DOCUMENTS: readonly SourceDocument[] = [
  JILIN_2022,
  JILIN_RESIDENTS_2025,
  JILIN_NEWBORN,
  FUJIAN_2025,
  OPINION_2020,
  TRANSFER_2021,
  LONG_TERM_2024,
  LOW_INCOME_2021,
  CIVIL_CODE,
  WORKFLOW_2007,
  TAINING_2008,
  CAMPAIGN_2010,
  MERGER_2016,
  ESSAY,
  SOCIAL_INSURANCE_LAW,
  RETIREMENT_2024,
  JILIN_BASE_2025,
  PROCEDURE_2021,
  PROVINCIAL_DUPLICATES,
  MUTUAL_AID_2026,
  CHANGCHUN_STUDENTS_2021,
  ENGINE_DEFAULTS,
];

const byId = new Map(DOCUMENTS.map((d) => [d.id, d]));

export const documentOf = (id: string): SourceDocument | undefined => byId.get(id);

/** True when document and article are both registered. */
export const isRegistered = (cite: Citation): boolean =>
  byId.get(cite.document)?.articles.some((a) => a.no === cite.article) ?? false;

/** True when the document governs the region on that day. */
export function covers(cite: Citation, region: string, day: string): boolean {
  const d = byId.get(cite.document);
  if (!d) return false;
  return (
    (d.region === 'CN' || region.startsWith(d.region)) &&
    (d.from === null || d.from <= day) &&
    (d.until === null || day <= d.until)
  );
}
