import type { AccessEntry } from '#shared/access/access';
import type { AuditAct } from '#shared/audit/act';
import type { Trouble } from '#shared/host';
import type { AuditWriter } from './auditLog';

/** The audit log, as far as it knows the access log. */
interface Mirror extends AuditWriter {
  digestOf(value: unknown): string | null;
  /** Number and keyed hash of every entry that can be compared, and the highest number noted. */
  mirrors(): { readonly digests: ReadonlyMap<number, string>; readonly last: number };
}

/** Notes an entry of the access log (查看记录), by its number and a keyed hash of all that it says. False: it could not be written. */
export async function mirror(audit: Mirror, entry: AccessEntry): Promise<boolean> {
  const digest = audit.digestOf(entry);
  if (digest === null) return audit.note({ act: 'finding', code: 'ACCESS_UNMIRRORED' });
  const act: AuditAct = { act: 'access', entry: entry.n, digest, what: entry.type, ...aboutOf(entry) };
  return audit.note(act, entry.clerk.id);
}

function aboutOf(entry: AccessEntry): { of: Extract<AuditAct, { act: 'access' }>['of']; about: string } {
  switch (entry.type) {
    case 'revealed':
      return { of: entry.of.kind, about: entry.of.id };
    case 'looked':
      return { of: 'operation', about: entry.about };
    case 'issued':
      return { of: entry.paper === 'form' ? 'operation' : 'person', about: entry.about };
    case 'exported':
      return { of: 'file', about: entry.file };
  }
}

/**
 * Holds the access log against what the audit log says of it, and notes entries that it does not know yet: of a desk older than the audit
 * log, or written before a power cut. Gives what is wrong; null: nothing.
 */
export async function compareAccess(audit: Mirror, entries: readonly AccessEntry[]): Promise<Trouble | null> {
  const { digests, last } = audit.mirrors();
  const byN = new Map(entries.map((entry) => [entry.n, entry]));
  const wrong = [...digests].flatMap(([n, digest]) => {
    const entry = byN.get(n);
    return entry !== undefined && audit.digestOf(entry) === digest ? [] : [n];
  });
  for (const entry of entries) if (entry.n > last) await mirror(audit, entry);
  const [first] = wrong;
  if (first === undefined) return null;
  await audit.note({ act: 'finding', code: 'ACCESS_CHANGED' });
  return {
    code: 'ACCESS_CHANGED',
    text: `查看记录有 ${wrong.length} 条（从第 ${first} 条起）与审计日志对不上，可能被删去或改动。已记入审计日志；请告知主管，由县里核查。`,
  };
}
