import { describe, expect, test } from 'vitest';
import { MATTER_TABLE, type MatterLine } from '#fixtures/matterTable';
import { CONTEXT, DAY, operationOf, person, recordsOf } from '#fixtures/matterWorld';
import { Person } from '../domain/person';
import { decideOnArrival } from './arrival';
import { forecast, mayBeAccepted } from './decideOperation';
import { formOf, matterOf } from './index';
import type { MatterContext } from './matter';
import { readFields } from './readFields';
import { foldView } from './view';

const PLATFORM: MatterContext = { ...CONTEXT, authoritative: true };
const titled = MATTER_TABLE.map((line) => [`${line.code}: ${line.says}`, line] as const);

/** What the line's clerk typed, read by the matter's own schema. */
function bodyOf(line: MatterLine) {
  const records = recordsOf(person('P1', line.who), ...(line.others ?? []));
  const form = formOf(line.code);
  const typed = { ...form.initial(DAY), personId: 'P1', ...line.typed };
  const read = readFields(line.code, typed, records, 'TMP-1');
  if (!read.ok) throw new Error(`${line.code} ${line.says}: ${JSON.stringify(read.error)}`);
  return { records, body: read.value };
}

describe('matters about somebody on file', () => {
  test.each(titled)('[MA60][MA61] %s', (_, line) => {
    const { records, body } = bodyOf(line);
    const matter = matterOf(line.code);
    const misfit = matter.fit(body, records);
    if (line.misfit !== undefined) {
      expect(misfit).toMatch(line.misfit);
      return;
    }
    expect(misfit).toBeNull();
    const { answer } = forecast(line.code, body, records, CONTEXT);
    if (line.refused !== undefined) {
      expect(answer.decision).toBe('REFUSE');
      const found = answer.reasons.find(({ code }) => code === line.refused);
      expect(found).toMatchObject({ severity: 'refuse' });
      expect(found?.article).not.toBe('');
      return;
    }
    if (line.needs !== undefined) {
      expect(answer.decision).toBe('NEEDS_FACT');
      expect(answer.needsFacts.map(({ fact }) => fact)).toContain(line.needs);
      return;
    }
    expect([answer.decision, answer.needsFacts, answer.needsParams]).toEqual([
      expect.stringMatching(/^ALLOW/),
      [],
      [],
    ]);
    const decided = { ...CONTEXT, opId: 'OP1', answer };
    if (line.idle) {
      expect(matter.idle?.(body, records, decided)).toMatch(/没有要改动的/);
      return;
    }
    expect(matter.idle?.(body, records, decided) ?? null).toBeNull();
    const after = Person.parse(matter.apply(body, records, decided)[0]);
    if (typeof line.becomes === 'function') expect(line.becomes(after)).toEqual(line.is);
    else expect(after).toMatchObject(line.becomes ?? {});
  });

  test.each(titled)(
    '[MA62] the platform decides alike, and the view shows what it will write: %s',
    (_, line) => {
      const { records, body } = bodyOf(line);
      const operation = operationOf(line.code, body, records);
      const arrival = decideOnArrival({ operation, current: records, context: PLATFORM });
      const folded = foldView(records, [operation], CONTEXT);
      if (line.refused !== undefined || line.needs !== undefined) {
        expect(arrival.outcome).toBe('refused');
        expect(folded.left).toHaveLength(1);
        return;
      }
      if (line.misfit !== undefined || line.idle) {
        // What the law says comes first; where it has nothing to say, the records are in the way.
        expect(['refused', 'conflict']).toContain(arrival.outcome);
        expect(folded.left).toHaveLength(1);
        return;
      }
      expect(arrival).toMatchObject({ outcome: 'applied', parallel: false });
      if (arrival.outcome === 'applied') expect([...folded.changes.values()]).toEqual(arrival.changes);
      expect(mayBeAccepted(forecast(line.code, body, records, CONTEXT).answer)).toBe(true);
    },
  );
});
