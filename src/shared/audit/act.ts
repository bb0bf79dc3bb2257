import { z } from 'zod';
import { OpId } from '../domain/operation';
import { Sha256Hex } from '../json';
import { ClerkRole } from '../vault/clerk';

/**
 * What stands in the audit log for somebody or something whose id the desk did not make: a keyed hash of it. The same id has the same
 * one as long as the log's key is the same; nobody without the key finds the id by trying ids.
 */
export const AuditRef = z.string().regex(/^~[0-9a-f]{32}$/);
export type AuditRef = z.infer<typeof AuditRef>;

/** The ids that a desk gives its clerks hold nobody's number; any other is replaced by a reference. */
export const OWN_CLERK_ID =
  /^clerk-(\d{1,4}|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{10,12})$/;
export const ClerkRef = z.union([z.string().regex(OWN_CLERK_ID), AuditRef]);

/** A code of the program's own making: capital letters, no digits, so that no number of anybody fits into it. */
export const AuditCode = z.string().regex(/^[A-Z][A-Z_]{1,39}$/);
const Version = z.string().regex(/^\d{1,3}\.\d{1,3}\.\d{1,3}(-[a-z]{1,10})?$/);
const Count = z.number().int().min(0).max(9_999_999);
const Hex32 = z.string().regex(/^[0-9a-f]{32}$/);

/** One kind of damage to the log, in the order of how bad it is. */
export const FindingKind = z.enum([
  'torn',
  'unreadable',
  'header',
  'unproven',
  'altered',
  'foreign',
  'missing',
  'twice',
  'order',
  'broken',
  'cut',
  'segment',
  'note',
  'contradicted',
]);
export type FindingKind = z.infer<typeof FindingKind>;

/** Damage as the log itself states it: of what kind, in which segment, behind which entry. */
export const StatedFinding = z.strictObject({
  kind: FindingKind,
  segment: z.number().int().positive(),
  after: z.number().int().nonnegative(),
});

/** An earlier file of the log as it was when the next one began. */
export const ClosedSegment = z.strictObject({
  segment: z.number().int().positive(),
  bytes: z.number().int().nonnegative(),
  digest: Sha256Hex,
});

const act = <N extends string, S extends z.core.$ZodLooseShape>(name: N, shape: S) =>
  z.strictObject({ act: z.literal(name), ...shape });

/** What leaves the desk as a file. */
export const ExportKind = z.enum([
  'roster',
  'workbook',
  'households',
  'plain',
  'errors',
  'bag',
  'replies',
  'diagnostics',
  'paper',
  'migration',
]);
export type ExportKind = z.infer<typeof ExportKind>;

/**
 * What is worth an entry (审计事项). A closed list whose fields take codes, counts and references only: nobody can write a sentence,
 * a name or a number of a person into it.
 */
export const AuditAct = z.discriminatedUnion('act', [
  /** The first entry of every file: which log it belongs to (`log`), which key proves it, what lies before it, why it was begun. */
  act('segment', {
    segment: z.number().int().positive(),
    log: Hex32,
    key: z.number().int().positive(),
    suite: z.enum(['std', 'gm']),
    before: z.array(ClosedSegment).max(5000),
    findings: z.array(StatedFinding).max(200),
  }),
  act('start', { version: Version }),
  act('stop', {}),
  act('signed-in', { who: ClerkRef }),
  act('wrong-secret', { who: ClerkRef, code: AuditCode }),
  /** A try that had to wait, seconds. */
  act('waits', { who: ClerkRef, seconds: Count }),
  act('locked', { why: z.enum(['clerk', 'idle', 'suspend', 'screen', 'other']) }),
  act('set-up', { who: ClerkRef }),
  act('enrolled', { who: ClerkRef, roles: z.array(ClerkRole).max(5) }),
  act('removed', { who: ClerkRef }),
  act('roles', { who: ClerkRef, roles: z.array(ClerkRole).max(5) }),
  act('secret', { who: ClerkRef }),
  act('recovery', { what: z.enum(['set', 'used']) }),
  act('rotated', { key: z.number().int().positive().max(1000) }),
  act('decommissioned', {}),
  /** An entry of the access log (查看记录), by its number and a keyed hash of what it says. */
  act('access', {
    entry: z.number().int().positive(),
    digest: Hex32,
    what: z.enum(['revealed', 'looked', 'issued', 'exported']),
    of: z.enum(['person', 'unit', 'village', 'operation', 'file']),
    about: AuditRef,
  }),
  act('exported', { kind: ExportKind, count: Count }),
  act('backed-up', { code: AuditCode }),
  act('restored', { code: AuditCode }),
  act('rehearsed', { code: AuditCode }),
  act('update', {
    outcome: z.enum(['tried', 'taken', 'refused']),
    version: Version.nullable(),
    code: AuditCode,
  }),
  act('accepted', { opId: OpId }),
  /** So many operations were let go of, settled longer ago than so many days (到期清除). */
  act('purged', { count: Count, days: z.number().int().positive().max(20_000) }),
  act('handed-over', { to: ClerkRef, count: Count }),
  /** What the journal was when the desk opened it: its last number and hash are so bound into this log. */
  act('journal', { seq: Count, hash: Sha256Hex, code: AuditCode.nullable() }),
  /** Something was found at a start, e.g. a damaged file. */
  act('finding', { code: AuditCode }),
  /** So many entries before this one could not be written. */
  act('missed', { count: Count }),
  /** The platform keeps this log's entry `n` with its hash. */
  act('anchored', { n: z.number().int().positive(), hash: Sha256Hex }),
  /** The platform keeps another entry than the log holds: its last one. */
  act('contradicted', { n: z.number().int().nonnegative(), hash: Sha256Hex }),
]);
export type AuditAct = z.infer<typeof AuditAct>;
export type ActName = AuditAct['act'];

/** Fields that name a clerk, and those that name anybody or anything else, whatever the act. */
const CLERK_FIELDS: ReadonlySet<string> = new Set(['who', 'to']);
const RECORD_FIELDS: ReadonlySet<string> = new Set(['about']);

/** What stands for a code or version that the log does not take. */
const OTHER_CODE = 'OTHER';
const OTHER_VERSION = '0.0.0';

/** The act with references in the place of ids; what is a reference already stays. A code that is none of ours becomes `OTHER`. */
export function withReferences(given: AuditAct, ref: (id: string) => AuditRef): AuditAct {
  const fields = Object.entries(given).map(([name, value]) => {
    if (typeof value !== 'string' || AuditRef.safeParse(value).success) return [name, value];
    if (name === 'code' && !AuditCode.safeParse(value).success) return [name, OTHER_CODE];
    if (name === 'version' && !Version.safeParse(value).success) return [name, OTHER_VERSION];
    if (CLERK_FIELDS.has(name)) return [name, clerkRef(value, ref)];
    return [name, RECORD_FIELDS.has(name) ? ref(value) : value];
  });
  const parsed = AuditAct.safeParse(Object.fromEntries(fields));
  // The message may quote what it choked on.
  if (!parsed.success) throw new Error(`AuditAct: ${given.act} has a field that the log does not take`);
  return parsed.data;
}

export const clerkRef = (id: string, ref: (id: string) => AuditRef): string =>
  OWN_CLERK_ID.test(id) ? id : ref(id);
