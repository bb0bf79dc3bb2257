import { describe, expect, it } from 'vitest';
import { Case } from './case';
import { decide } from './decide';
import { factTraceOf, type ReadNode } from './factTrace';

const resident = (person: object) =>
  Case.parse({
    id: 'F-1',
    matter: 'RES_REGISTER',
    on: '2022-10-10',
    region: '220199',
    facts: {
      person: {
        certType: '01',
        certNo: '220199199003071234',
        sex: '1',
        birthDate: '1990-03-07',
        alive: true,
        residencePermit: false,
        studentHere: false,
        identities: [],
        ...person,
      },
      relations: [],
      payments: [],
      sameNumber: [],
    },
    request: { year: 2023, category: 'ADULT' },
  });
const leaves = (node: ReadNode): ReadNode[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leaves);

describe('factTraceOf', () => {
  it('[RU150] a refusal names the facts of its condition', () => {
    const answer = decide(resident({ hukouRegion: '220298' }));
    const reason = answer.reasons.find((r) => r.severity === 'refuse');
    if (!reason) throw new Error('nothing was refused');
    const facts = factTraceOf(answer, reason)
      .flatMap((r) => leaves(r.node))
      .flatMap((leaf) => leaf.facts.map((f) => f.name));
    expect(facts).toContain('person.hukouRegion');
    expect(facts).toContain('person.residencePermit');
  });

  it('[RU150] an answer by default shows the exceptions that did not apply', () => {
    const subject = resident({});
    const day = '2022-10-10';
    const answer = decide({ ...subject, matter: 'BENEFIT_STATE', request: { scheme: 'RES', day } });
    const [reason] = answer.reasons;
    if (!reason) throw new Error('nothing was found');
    const read = factTraceOf(answer, reason);
    expect(read.filter((r) => !r.exception).map((r) => [r.rule, r.node.value])).toEqual([['R-BEN-01', true]]);
    const failed = read.filter((r) => r.exception);
    expect(failed.map((r) => r.rule)).toContain('R-BEN-01#direct');
    expect(failed.every((r) => r.node.value !== true)).toBe(true);
    expect(failed.flatMap((r) => leaves(r.node)).flatMap((l) => l.facts.map((f) => f.name))).toContain(
      'relations',
    );
  });

  it('[RU150] the nodes are those of the answer, whatever is read beside them', () => {
    const answer = decide(resident({ hukouRegion: '220199' }));
    const bare = (node: ReadNode): unknown => ({
      op: node.op,
      text: node.text,
      value: node.value,
      children: node.children.map(bare),
    });
    for (const reason of answer.reasons) {
      for (const { rule, node } of factTraceOf(answer, reason)) {
        expect(answer.trace).toContainEqual({ rule, node: bare(node) });
        for (const leaf of leaves(node)) {
          expect(leaf.op === 'always' || leaf.facts.length > 0).toBe(true);
        }
      }
    }
  });
});
