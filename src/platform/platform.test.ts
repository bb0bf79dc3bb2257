import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningPlatform, startPlatform } from './server';
import { call, refusalOf } from './testing/desk';
import { pgliteEngine, postgresEngine, type TestEngine } from './testing/engines';
import { auditSuite } from './testing/suites/audit';
import { bagSuite } from './testing/suites/bags';
import { chainSuite } from './testing/suites/chain';
import { concurrencySuite } from './testing/suites/concurrency';
import { decisionSuite } from './testing/suites/decisions';
import { doorSuite } from './testing/suites/door';
import { envelopeSuite } from './testing/suites/envelopes';
import { evidenceSuite } from './testing/suites/evidence';
import { moveSuite } from './testing/suites/moves';
import { receiptSuite } from './testing/suites/receipt';
import { sagaSuite } from './testing/suites/sagas';
import { schemaSuite } from './testing/suites/schema';
import { TAX_TOKEN, taxSuite } from './testing/suites/tax';
import { unitSuite } from './testing/suites/units';

/** The same suite, over HTTP, on both engines. */
describe.each([
  ['PGlite', pgliteEngine],
  ['PostgreSQL', postgresEngine],
] as const)('the reference platform on %s', (name, makeEngine) => {
  let engine: TestEngine;
  let running: RunningPlatform;
  const platform = (): RunningPlatform => running;

  beforeAll(async () => {
    engine = await makeEngine();
    const started = await startPlatform({
      ...(await engine.place()),
      today: '2026-11-22',
      taxToken: TAX_TOKEN,
      // So that a small register has several.
      segmentRecords: 100,
    });
    if (!started.ok) throw new Error(started.error.text);
    running = started.value;
  });
  afterAll(async () => {
    await running?.stop();
    await engine?.close();
  });

  test('[PF13] a database that does not answer is no verdict but 503 with a time to come back', async () => {
    const started = await startPlatform({ ...(await engine.place()), today: '2026-11-22' });
    if (!started.ok) throw new Error(started.error.text);
    await started.value.db.close();
    const answer = await call(
      started.value.url,
      '/v1/operations',
      { protocol: 1, operations: [{}] },
      'token',
    );
    expect(refusalOf(answer)).toMatchObject({
      status: 503,
      code: 'BUSY',
      text: expect.stringContaining('稍后再试'),
    });
  });

  schemaSuite(platform);
  doorSuite(platform);
  receiptSuite(platform);
  decisionSuite(platform);
  chainSuite(platform);
  sagaSuite(platform);
  bagSuite(platform);
  envelopeSuite(platform);
  taxSuite(platform);
  unitSuite(platform);
  evidenceSuite(platform);
  auditSuite(platform);
  moveSuite(platform);
  if (name === 'PostgreSQL') concurrencySuite(platform);
});
