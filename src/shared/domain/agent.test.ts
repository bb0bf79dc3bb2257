import { describe, expect, test } from 'vitest';
import { AGENT, OWN_CERT_NO, WRONG_AGENTS } from '#fixtures/agent';
import { CONTEXT, certNoOf, DAY, knownAdult, operationOf, person, recordsOf } from '#fixtures/matterWorld';
import { canonicalJson, sha256Hex } from '../json';
import { decideOnArrival } from '../matters/arrival';
import { agentAdvice, agentFields, agentInitial, prefillAgent, readAgent } from '../matters/forms/agent.form';
import { type Agent, agentProblems, agentWords } from './agent';
import { agentOf, bodyHashOf, Operation } from './operation';

const someone = person('P1', { certNo: OWN_CERT_NO });
const records = recordsOf(someone);
const plain = operationOf('RES_REGISTER', knownAdult('P1'), records);
const acted = (agent: Agent): Operation => ({
  ...plain,
  v: 3,
  agent,
  bodyHash: bodyHashOf({ body: plain.body, agent }),
});
const arrive = (operation: Operation) =>
  decideOnArrival({ operation, current: records, context: { ...CONTEXT, authoritative: true } });

describe('who acts for the person', () => {
  test('[AG1] an operation with an agent is of version 3, and reads back as it was; one without is of version 2', () => {
    const operation = acted(AGENT);
    expect(agentOf(Operation.parse(operation))).toEqual(AGENT);
    expect(agentOf(plain)).toBeNull();
    expect(Operation.safeParse({ ...plain, agent: AGENT }).success).toBe(false);
    expect(Operation.safeParse({ ...plain, v: 3 }).success).toBe(false);
    expect(arrive(operation)).toMatchObject({ outcome: 'applied' });
    expect(agentWords(AGENT)).toBe('李春苗（近亲属，凭户口簿）');
  });

  test('[AG2] the hash of older versions is that of the body alone; with an agent it covers the agent', () => {
    expect(plain.bodyHash).toBe(sha256Hex(canonicalJson(plain.body)));
    expect(bodyHashOf(plain)).toBe(plain.bodyHash);
    const operation = acted(AGENT);
    expect(operation.bodyHash).not.toBe(plain.bodyHash);
    const swapped = { ...acted({ ...AGENT, name: '别人' }), bodyHash: operation.bodyHash };
    expect(arrive(swapped)).toMatchObject({ outcome: 'invalid' });
  });

  test.each(WRONG_AGENTS)(
    '[AG3] %s is refused in the window and on the platform',
    (_, over, member, words) => {
      const agent = { ...AGENT, ...over };
      const ask = { day: DAY, own: [someone.certNo] };
      expect(agentProblems(agent, ask)[member]).toMatch(words);
      expect(arrive(acted(agent))).toMatchObject({
        outcome: 'invalid',
        text: expect.stringMatching(words) as string,
      });
    },
  );

  test('[AG3] what is typed is read by the same definition: put in order first, every gap named by its field', () => {
    const ask = { day: DAY, own: [someone.certNo] };
    const typed = {
      ...agentFields(AGENT),
      agentCertNo: ` ${AGENT.certNo.toLowerCase()} `,
      agentPhone: '154-0000-0008',
    };
    expect(readAgent(typed, ask)).toEqual({ ok: true, value: AGENT });
    const empty = readAgent(agentInitial({}, records), ask);
    expect(empty.ok ? [] : Object.keys(empty.error)).toEqual([
      'agentName',
      'agentCertNo',
      'agentRelation',
      'agentDocument',
    ]);
    for (const hostile of ['<b>'.repeat(50), '\u0000'])
      expect(readAgent({ ...typed, agentCertNo: hostile }, ask).ok).toBe(false);
    expect(readAgent({ ...typed, agentRelation: '__proto__' }, ask).ok).toBe(false);
    expect(readAgent({ ...typed, agentName: '王'.repeat(101) }, ask)).toMatchObject({
      ok: false,
      error: { agentName: expect.any(String) as string },
    });
  });

  test('[AG4] under eight the counter reminds, on the day itself no more, and nothing refuses an operation without an agent', () => {
    expect(agentAdvice('2018-11-23', '2026-11-22')).toContain('民法典第二十条');
    expect(agentAdvice('2018-11-22', '2026-11-22')).toBeNull();
    expect(agentAdvice('2027-01-01', '2026-11-22')).toBeNull();
    expect(agentAdvice(null, DAY)).toBeNull();
    expect(agentAdvice('不是日期', DAY)).toBeNull();
    expect(arrive(plain)).toMatchObject({ outcome: 'applied' });
  });

  test('[AG4] [AG5] the guardian of a newborn, and somebody on file, bring name, document and telephone', () => {
    const guardian = person('P2', {
      name: '李春苗',
      certNo: certNoOf('1992-05-16', 22),
      phone: '15400000008',
    });
    const seen = recordsOf(guardian);
    const brought = {
      agentName: guardian.name,
      agentCertType: '01',
      agentCertNo: guardian.certNo,
      agentPhone: guardian.phone,
    };
    const newborn = { guardianId: 'P2', guardianName: guardian.name, phone: guardian.phone };
    expect(agentInitial(newborn, seen)).toMatchObject({ ...brought, agentRelation: 'GUARDIAN' });
    expect(agentInitial({ ...newborn, guardianId: null }, seen)).toMatchObject({
      agentName: guardian.name,
      agentCertNo: null,
    });
    expect(prefillAgent({ ...agentInitial({}, seen), agentId: 'P2' }, 'agentId', seen)).toMatchObject(
      brought,
    );
    const mandate = prefillAgent(
      { agentRelation: 'UNIT_CLERK', agentDocument: 'HOUSEHOLD_BOOK' },
      'agentRelation',
      seen,
    );
    expect(mandate.agentDocument).toBeNull();
  });
});
