import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { CHAIN_START } from '#shared/domain/journalEntry';
import type { NewOperation, Operation } from '#shared/domain/operation';
import { type ChainHead, type ChainPart, type ChainWord, entryOf } from '#shared/protocol/chain';
import { ChainPage, EpochBegun, PlatformError, PROTOCOL, PushResults } from '#shared/protocol/messages';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { TestChain } from '../chainOf';
import { refusalOf, TestDesk } from '../desk';

let phones = 0;

async function ready(platform: RunningPlatform): Promise<TestDesk> {
  const desk = await TestDesk.registered(platform, SAMPLE_JURISDICTION);
  await desk.snapshot();
  return desk;
}

/** A new telephone for one of the scenario's people. */
function phoneChange(desk: TestDesk, n: number): NewOperation {
  const personId = SCENARIO.adultToRegister[20 + n]?.id ?? '';
  phones += 1;
  const phone = `1540003${String(phones).padStart(4, '0')}`;
  return desk.operation('RES_CHANGE', { personId, phone, note: null });
}

const push = (desk: TestDesk, operations: readonly unknown[], chain?: ChainPart) =>
  desk.ask('/v1/operations', { protocol: PROTOCOL, operations, ...(chain ? { chain } : {}) });

const results = async (asked: Promise<{ body: unknown }>) => PushResults.parse((await asked).body);

const ask = (desk: TestDesk, epoch: number, own: ChainHead, limit = 200) =>
  desk.ask(`/v1/chain?epoch=${epoch}&after=${own.seq}&hash=${own.hash}&limit=${limit}`);

const page = async (asked: Promise<{ body: unknown }>) => ChainPage.parse((await asked).body);

const START: ChainHead = { seq: 0, hash: CHAIN_START };

const forkOf = (answer: { status: number; body: unknown }): ChainWord['fork'] => {
  expect(answer.status).toBe(409);
  const { error } = PlatformError.parse(answer.body);
  expect(error.code).toBe('CHAIN_FORKED');
  return error.chain?.fork ?? null;
};

/** The platform's copy of a desk's chain. */
export function chainSuite(platform: () => RunningPlatform): void {
  test('[PF31] links are laid once, in order, and the head is told; a lost answer costs nothing', async () => {
    const desk = await ready(platform());
    const chain = new TestChain();
    const operations = [0, 1, 2].map((n) => chain.accepted(phoneChange(desk, n)));
    const first = await results(
      push(desk, operations.slice(0, 2), { ...chain.part(), links: chain.links().slice(0, 2) }),
    );
    expect(first.results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
    expect(first.chain).toMatchObject({
      epoch: 1,
      head: { seq: 2, hash: chain.entries[1]?.hash },
      fork: null,
    });
    for (const again of [chain.part(), chain.part(1), chain.part(2)])
      expect((await results(push(desk, [], again))).chain?.head).toEqual(chain.head());
    expect((await results(push(desk, operations, chain.part()))).results).toHaveLength(3);
  });

  test('[PF31] links that would leave a hole are not taken, and the desk is told from where', async () => {
    const desk = await ready(platform());
    const chain = new TestChain();
    const operations = [0, 1, 2].map((n) => chain.accepted(phoneChange(desk, n)));
    const refused = await push(desk, operations, chain.part(1));
    expect(refusalOf(refused)).toMatchObject({ status: 409, code: 'CHAIN_GAP', chain: { head: START } });
    expect((await desk.ask(`/v1/operations/${operations[1]?.opId}`)).body).toMatchObject({ verdict: null });
  });

  test.each([
    ['hash', { hash: 'a'.repeat(64) }],
    ['content hash', { contentHash: 'a'.repeat(64) }],
    ['number', { seq: 7 }],
  ])('[PF31] a link with another %s than its own is refused', async (_, change) => {
    const desk = await ready(platform());
    const chain = new TestChain();
    chain.accept(phoneChange(desk, 0));
    chain.accept(phoneChange(desk, 1));
    const part = chain.part();
    const links = part.links.map((link, i) => (i === 1 ? { ...link, ...change } : link));
    expect(refusalOf(await push(desk, [], { ...part, links }))).toMatchObject({ status: 400 });
  });

  test('[PF32] an operation that is not what the chain says under its number is invalid; the others pass', async () => {
    const desk = await ready(platform());
    const chain = new TestChain();
    const [good, changed] = [chain.accepted(phoneChange(desk, 0)), chain.accepted(phoneChange(desk, 1))];
    const verdicts = (await results(push(desk, [good, { ...changed, day: '2026-11-21' }], chain.part())))
      .results;
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['applied', 'invalid']);
    expect((await results(push(desk, [changed], chain.part(2)))).results[0]?.outcome).toBe('applied');
  });

  test('[PF32] operations and entries of version 1 are taken as those of version 2', async () => {
    const desk = await ready(platform());
    const chain = new TestChain();
    const { saga: _saga, ...fields } = phoneChange(desk, 3);
    const older: Operation = chain.accepted({ ...fields, v: 1 }, 1);
    const changed = { ...older, day: '2026-11-21' };
    expect((await results(push(desk, [changed], chain.part()))).results[0]?.outcome).toBe('invalid');
    expect((await results(push(desk, [older], chain.part()))).results[0]?.outcome).toBe('applied');
    const { entries } = await page(ask(desk, 1, START));
    expect(entries.map(({ link, operation }) => entryOf(link, operation))).toEqual(chain.entries);
  });

  test('[PF33] a desk gets back what the platform has of its chain: bodies, verdicts, closings, and tombstones for the rest', async () => {
    const desk = await ready(platform());
    const chain = new TestChain();
    const sent = chain.accepted(phoneChange(desk, 4));
    const withdrawn = chain.accepted(phoneChange(desk, 5));
    chain.withdraw(withdrawn.opId);
    const unsent = chain.accepted(phoneChange(desk, 6));
    const { results: verdicts } = await results(push(desk, [sent], chain.part()));
    const given = await page(ask(desk, 1, START));
    expect(given).toMatchObject({ more: false, chain: { head: chain.head() } });
    expect(given.entries.map(({ verdict }) => verdict)).toEqual([verdicts[0], null, null, null]);
    const back = given.entries.map(({ link, operation }) => entryOf(link, operation));
    expect(back.map(({ content }) => content.type)).toEqual([
      'operation',
      'tombstone',
      'withdrawal',
      'tombstone',
    ]);
    expect(back.map(({ hash }) => hash)).toEqual(chain.entries.map(({ hash }) => hash));
    expect(JSON.stringify(given)).not.toContain(String(withdrawn.body.phone));
    expect(JSON.stringify(given)).not.toContain(String(unsent.body.phone));
    const half = await page(ask(desk, 1, START, 2));
    expect([half.entries.length, half.more]).toEqual([2, true]);
    const rest = await page(ask(desk, 1, { seq: 2, hash: chain.entries[1]?.hash ?? '' }, 2));
    expect([...half.entries, ...rest.entries]).toEqual(given.entries);
  });

  test('[PF33] nobody gets another desk’s chain', async () => {
    const [desk, stranger] = [await ready(platform()), await ready(platform())];
    const chain = new TestChain();
    chain.accept(phoneChange(desk, 7));
    await results(push(desk, [], chain.part()));
    expect(await page(ask(stranger, 1, START))).toMatchObject({ entries: [], chain: { head: START } });
  });

  test('[PF34] two desks on one journal are found at the first contact of the second, whatever it says, and both are told', async () => {
    for (const say of ['a link', 'its head', 'a question'] as const) {
      const desk = await ready(platform());
      const one = new TestChain();
      one.accept(phoneChange(desk, 8));
      const two = one.copy();
      await results(push(desk, [], one.part()));
      one.accept(phoneChange(desk, 8));
      await results(push(desk, [], one.part(1)));
      const own = two.accepted(phoneChange(desk, 9));
      const answer =
        say === 'a question'
          ? await ask(desk, 1, two.head(), 0)
          : await push(desk, [own], { ...two.part(1), ...(say === 'a link' ? {} : { links: [] }) });
      expect(forkOf(answer), say).toMatchObject({ seq: 2, parted: false });
      expect((await desk.ask(`/v1/operations/${own.opId}`)).body).toMatchObject({ verdict: null });
      // The first one goes on, and reads that there is another.
      expect((await results(push(desk, [], one.part(2)))).chain?.fork).toMatchObject({
        seq: 2,
        parted: false,
      });
      expect((await page(ask(desk, 1, one.head(), 0))).chain.fork).not.toBeNull();
    }
  });

  test('[PF34] a copy that is ahead of what the platform has is found by its first link', async () => {
    const desk = await ready(platform());
    const one = new TestChain();
    one.accept(phoneChange(desk, 10));
    const two = one.copy(0);
    await results(push(desk, [], one.part()));
    two.accept(phoneChange(desk, 11));
    two.accept(phoneChange(desk, 11));
    expect(forkOf(await push(desk, [], two.part(1)))).toMatchObject({ seq: 1 });
  });

  test('[PF34] of two copies that speak at the same moment one is laid and the other is told', async () => {
    const desk = await ready(platform());
    const [one, two] = [new TestChain(), new TestChain()];
    one.accept(phoneChange(desk, 12));
    two.accept(phoneChange(desk, 12));
    const answers = await Promise.all([push(desk, [], one.part()), push(desk, [], two.part())]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('[PF35] a forked desk begins a history of its own: its whole chain is laid down again, nothing is applied twice', async () => {
    const desk = await ready(platform());
    const one = new TestChain();
    const shared = one.accepted(phoneChange(desk, 13));
    const two = one.copy();
    const [verdict] = (await results(push(desk, [shared], one.part()))).results;
    one.accept(phoneChange(desk, 14));
    await results(push(desk, [], one.part(1)));
    const own = two.accepted(phoneChange(desk, 15));
    forkOf(await push(desk, [own], two.part(1)));

    const begun = EpochBegun.parse(
      (await desk.ask('/v1/chain/epochs', { protocol: PROTOCOL, from: 1 })).body,
    );
    expect(begun.chain).toMatchObject({ epoch: 2, head: START, fork: null });
    two.epoch = 2;
    const laid = await results(push(desk, [shared, own], two.part()));
    expect(laid.results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
    expect(laid.results[0]).toEqual(verdict);
    expect(laid.chain).toMatchObject({ epoch: 2, head: two.head(), fork: null });
    // The other one is told still, and that they have parted.
    expect((await page(ask(desk, 1, one.head(), 0))).chain.fork).toMatchObject({ parted: true });
    const next = EpochBegun.parse((await desk.ask('/v1/chain/epochs', { protocol: PROTOCOL, from: 1 })).body);
    expect(next.chain.epoch).toBe(3);
  });

  test('[PF36] a chain of 1,200 entries is laid in parts of at most 500 links', async () => {
    const desk = await ready(platform());
    const chain = new TestChain();
    const operation = phoneChange(desk, 16);
    for (let n = 0; n < 1_200; n++) chain.accept({ ...operation, opId: ulid() });
    const all = chain.part();
    expect(refusalOf(await push(desk, [], all)).status).toBeGreaterThanOrEqual(400);
    for (const from of [0, 500, 1_000]) {
      const links = chain.links(from).slice(0, 500);
      const { chain: word } = await results(push(desk, [], { ...all, links }));
      expect(word?.head.seq).toBe(Math.min(from + 500, 1_200));
    }
  });

  test('[PF31] a push with neither operations nor chain is refused', async () => {
    const desk = await ready(platform());
    expect(refusalOf(await push(desk, []))).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });
}
