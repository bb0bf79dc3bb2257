import { z } from 'zod';
import { CivilDate } from '#shared/domain/civilDate';
import { RegionCode } from '#shared/domain/region';
import { Employee } from '#shared/migration/employees';
import { MigrationReport } from '#shared/migration/report';

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** People by pages of `PAGE_PEOPLE`, each a JSON text: the main process keeps them and parses only the page that is asked for. */
const Pages = z.array(z.string());

/** What the main process asks of the worker that reads old records: one question a process. */
export const MigrationAsk = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('migrate'),
    households: Bytes,
    police: Bytes,
    employees: Bytes.nullable(),
    on: CivilDate,
    region: RegionCode,
    insured: z.array(Employee),
  }),
  z.strictObject({
    what: z.literal('book'),
    book: z.enum(['report', 'visits']),
    report: MigrationReport,
    pages: Pages,
  }),
]);
export type MigrationAsk = z.infer<typeof MigrationAsk>;

/** `unreadable` is for the clerk, `failed` for the log. */
export const MigrationAnswer = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('migrated'), report: MigrationReport, pages: Pages }),
  z.strictObject({ what: z.literal('unreadable'), text: z.string().min(1) }),
  z.strictObject({ what: z.literal('workbook'), bytes: Bytes }),
  z.strictObject({ what: z.literal('failed'), text: z.string() }),
]);
export type MigrationAnswer = z.infer<typeof MigrationAnswer>;
