import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { LIMITS, platformTransport } from '../../src/main/delivery/transport';

/** Answers that a hostile platform could give a desk over a connection that is otherwise right. */

const ENVELOPE = { api: 'canbao-platform', protocol: 1, serverTime: '2026-11-22T08:00:00+08:00' };
let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => (server ? server.close(closed) : closed(null)));
  server = null;
});

async function against(answer: string | ((response: ServerResponse) => void)) {
  server = createServer((request, response) => {
    request.resume();
    if (typeof answer !== 'string') return answer(response);
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const short = { timeoutMs: 10_000, maxBytes: 100_000 };
  return platformTransport({
    url,
    token: 't'.repeat(32),
    limits: { ...LIMITS, health: { timeoutMs: 400, maxBytes: 100_000 }, feed: short, push: short },
  });
}

const page = (part: object) =>
  JSON.stringify({ ...ENVELOPE, rows: [], cursor: '1', more: false, asOf: ENVELOPE.serverTime, ...part });

test('[SE23] a page as it should be is taken', async () => {
  expect(await (await against(page({}))).feed({ cursor: '0', limit: 10 })).toMatchObject({ ok: true });
});

test.each<[string, string]>([
  ['a cursor below nothing', page({ cursor: -1 })],
  ['a cursor without end', page({ cursor: '9'.repeat(10_000) })],
  ['a cursor of another form', page({ cursor: { $gt: '' } })],
  ['rows that are one row', page({ rows: { 0: {} } })],
  ['a row that is a number', page({ rows: [1] })],
  ['an order to delete', page({ rows: [{ kind: 'delete-all' }], deleteAll: true })],
  ['a field __proto__', page({}).replace('{', '{"__proto__":{"polluted":true},')],
  ['a row of __proto__', page({}).replace('"rows":[]', '"rows":[{"__proto__":{"polluted":true}}]')],
  ['a field constructor', page({}).replace('{', '{"constructor":{"prototype":{"polluted":true}},')],
  ['a script in the place of an answer', '<script>alert(1)</script>'],
  ['nothing', ''],
  ['null', 'null'],
  ['an older protocol', page({ protocol: 0 })],
])(
  '[SE23] %s in the feed is no page: it is refused whole, with a sentence, and no prototype changes',
  async (_what, text) => {
    const answer = await (await against(text)).feed({ cursor: '0', limit: 10 });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: expect.not.stringMatching('TIMEOUT'), text: expect.stringMatching(/[\u4e00-\u9fff]/) },
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  },
);

test('[SE23] an answer that drips a byte at a time ends at the limit of the whole exchange', async () => {
  const dripping = await against((response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  });
  expect(await dripping.health()).toEqual({ ok: false, error: { kind: 'timeout' } });
});

test('[SE23] verdicts that carry __proto__ are no verdicts', async () => {
  const text = JSON.stringify({ ...ENVELOPE, results: [{ opId: 'x' }] }).replace(
    '{"opId":"x"}',
    '{"__proto__":{"opId":"x","bodyHash":"y","outcome":"applied"}}',
  );
  const answer = await (await against(text)).push([]);
  expect(answer).toMatchObject({ ok: true, value: { verdicts: [] } });
});
