import type { NewDraft, SagaRef } from '#shared/domain/operation';
import type { Subject } from '#shared/domain/record';
import { canonicalJson, type Json, sha256Hex } from '#shared/json';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The n-th id of a test: a ULID in form, the number in its last digits. */
export function opIdOf(n: number): string {
  let digits = '';
  for (let rest = n; digits.length < 8; rest = Math.floor(rest / 32)) digits = ALPHABET[rest % 32] + digits;
  return `01ABCDEFGHJKMNPQRS${digits}`;
}

export interface DraftOptions {
  readonly persons?: readonly string[];
  readonly body?: Record<string, Json>;
  readonly supersedes?: string | null;
  readonly saga?: SagaRef;
}

/** A draft as the window hands it over: a changed telephone of invented people. */
export function draftOf(n: number, options: DraftOptions = {}): Extract<NewDraft, { v: 2 }> {
  const subjects = (options.persons ?? [`P${n}`]).map((id): Subject => ({ kind: 'person', id }));
  const body = options.body ?? {
    personId: `P${n}`,
    phone: `1390000${String(n).padStart(4, '0')}`,
  };
  return {
    v: 2,
    saga: options.saga ?? null,
    opId: opIdOf(n),
    matter: 'RES_CHANGE',
    subjects,
    base: subjects.map((subject) => ({ subject, version: 1, fields: {} })),
    body,
    bodyHash: sha256Hex(canonicalJson(body)),
    forecast: {
      decision: 'ALLOW',
      rules: ['R-CHG-01'],
      book: 'test',
      asOf: '2026-11-22T08:00:00+08:00',
      warnReason: null,
    },
    day: '2026-11-22',
    clerk: 'C1',
    supersedes: options.supersedes ?? null,
  };
}

export const DEVICE = 'D-TEST-0001';
