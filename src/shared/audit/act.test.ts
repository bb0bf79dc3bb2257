import { describe, expect, test } from 'vitest';
import { AuditAct as Act, type AuditAct, withReferences } from './act';

/** Numbers of nobody in the ways they are written: 15 digits, 18 with X, full-width, spaced, with hyphens. */
export const NUMBERS = [
  '220199850207341',
  '22019919850207341X',
  '２２０１９９１９８５０２０７３４１６',
  '220199 19850207 3416',
  '220199-1985-0207-3416',
  '15400001234',
];
const ref = (id: string) => `~${Buffer.from(id).toString('hex').padEnd(32, '0').slice(0, 32)}`;

describe('what an entry takes', () => {
  test.each(NUMBERS)('[AU2] nobody’s number %s gets into any field of any act', (number) => {
    const given: readonly AuditAct[] = [
      { act: 'signed-in', who: number },
      { act: 'signed-in', who: `clerk-${number}` },
      { act: 'access', entry: 1, digest: '0'.repeat(32), what: 'revealed', of: 'person', about: number },
      { act: 'wrong-secret', who: 'clerk-1', code: number },
      { act: 'update', outcome: 'refused', version: number, code: `X_${number}` },
      { act: 'start', version: number },
    ];
    for (const act of given) {
      const safe = JSON.stringify(withReferences(act, ref));
      expect(safe).not.toContain(number);
      expect(safe.normalize('NFKC').replace(/[\s-]/g, '')).not.toContain(
        number.normalize('NFKC').replace(/[\s-]/g, ''),
      );
    }
  });

  test('[AU2] no act has a field that takes a sentence or a name', () => {
    const samples: Record<string, unknown>[] = Act.options.map((option) => ({ act: option.shape.act.value }));
    expect(samples.length).toBeGreaterThan(20);
    for (const sentence of ['李秀英', '核对身份证件 李秀英', 'Li Xiuying came in', NUMBERS[1]])
      for (const option of Act.options)
        for (const [name, field] of Object.entries(option.shape)) {
          const takes = (field as { safeParse(x: unknown): { success: boolean } }).safeParse(
            sentence,
          ).success;
          expect(takes, `${option.shape.act.value}.${name} takes ${sentence}`).toBe(false);
        }
  });

  test('[AU2] ids of the desk’s own clerks stay, any other becomes a reference that stays the same', () => {
    const own = 'clerk-0f8fad5b-d9cb-469f-a165-70867728950e';
    expect(withReferences({ act: 'signed-in', who: own }, ref)).toEqual({ act: 'signed-in', who: own });
    const other = withReferences({ act: 'handed-over', to: '李秀英', count: 3 }, ref);
    expect(other).toEqual({ act: 'handed-over', to: ref('李秀英'), count: 3 });
    expect(withReferences(other, ref)).toEqual(other);
  });

  test('[AU2] a field that is none ends in an error that does not quote it', () => {
    const wrong = { act: 'accepted', opId: NUMBERS[1] } as AuditAct;
    expect(() => withReferences(wrong, ref)).toThrow(/accepted/);
    expect(() => withReferences(wrong, ref)).not.toThrow(new RegExp(String(NUMBERS[1])));
  });
});
