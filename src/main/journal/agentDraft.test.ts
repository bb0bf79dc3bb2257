import { expect, test } from 'vitest';
import { AGENT, OWN_CERT_NO, WRONG_AGENTS } from '#fixtures/agent';
import type { Agent } from '#shared/domain/agent';
import { bodyHashOf, type OperationDraft } from '#shared/domain/operation';
import { draftOf } from '../../../test/faults/operations';
import { checkDraft } from './draftCheck';

const body = { ...draftOf(1).body, certNo: OWN_CERT_NO };
const acted = (agent: Agent): OperationDraft => ({
  ...draftOf(1),
  v: 3,
  agent,
  body,
  bodyHash: bodyHashOf({ body, agent }),
});

test('[AG1] [AG2] the main process takes an operation somebody acts in, and not one whose agent was exchanged', () => {
  expect(checkDraft(acted(AGENT))).toEqual({ ok: true, value: acted(AGENT) });
  const swapped = { ...acted({ ...AGENT, name: '别人' }), bodyHash: acted(AGENT).bodyHash };
  expect(checkDraft(swapped)).toMatchObject({ ok: false, error: { code: 'BODY_HASH' } });
});

test.each(WRONG_AGENTS)('[AG3] %s is refused by the main process', (_, over, __, words) => {
  const checked = checkDraft(acted({ ...AGENT, ...over }));
  expect(checked).toMatchObject({ ok: false, error: { code: 'AGENT_INVALID' } });
  if (!checked.ok) expect(checked.error.text).toMatch(words);
});
