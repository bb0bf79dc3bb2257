import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { chainHash } from '#shared/audit/entry';
import { suiteNamed } from '#shared/crypto/suites';
import { CHAIN_START } from '#shared/domain/journalEntry';
import { AuditAnchored, PROTOCOL } from '#shared/protocol/messages';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { refusalOf, TestDesk } from '../desk';

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** A log as the platform sees it: hashes of contents, and what they make of it. */
class Log {
  readonly heads = [{ n: 0, hash: CHAIN_START }];
  readonly contents: string[] = [];

  constructor(
    readonly suite: 'std' | 'gm' = 'std',
    readonly log = hex(16),
  ) {}

  grow(count: number): this {
    for (let i = 0; i < count; i++) {
      const content = hex(32);
      const { n, hash } = this.heads.at(-1) ?? { n: 0, hash: CHAIN_START };
      this.contents.push(content);
      this.heads.push({ n: n + 1, hash: chainHash(suiteNamed(this.suite), hash, content) });
    }
    return this;
  }

  /** Another log that has the first entries of this one. */
  forkAt(n: number): Log {
    const fork = new Log(this.suite, this.log);
    fork.contents.push(...this.contents.slice(0, n));
    fork.heads.splice(0, 1, ...this.heads.slice(0, n + 1));
    return fork;
  }

  way(from = 0, to = this.contents.length) {
    const { log, suite } = this;
    return { log, suite, from: this.heads[from], links: this.contents.slice(from, to), head: this.heads[to] };
  }
}

/** Heads of audit logs: kept for ever, each descending from the one before. */
export function auditSuite(platform: () => RunningPlatform): void {
  const desk = () => TestDesk.registered(platform(), SAMPLE_JURISDICTION);
  const send = (by: TestDesk, way: unknown) => by.ask('/v1/audit/anchors', { protocol: PROTOCOL, way });
  const said = async (by: TestDesk, way: unknown) => {
    const { outcome, anchor, earlier } = AuditAnchored.parse((await send(by, way)).body);
    return { outcome, anchor: anchor?.n ?? null, earlier: earlier?.n ?? null };
  };
  const rows = async (table: string, device: string) =>
    (
      await platform().db.query(`SELECT n::text AS n FROM ${table} WHERE device = $1 ORDER BY serial`, [
        device,
      ])
    ).map(({ n }) => Number(n));

  test.each(['std', 'gm'] as const)(
    '[AU9] heads of a log with suite %s are kept one after the other; one that is sent again is kept once',
    async (suite) => {
      const by = await desk();
      const log = new Log(suite).grow(3);
      expect(await said(by, log.way())).toEqual({ outcome: 'anchored', anchor: 3, earlier: null });
      expect(await said(by, log.way())).toEqual({ outcome: 'anchored', anchor: 3, earlier: null });
      log.grow(2);
      // Its answer was lost: the desk begins at an older one.
      expect(await said(by, log.way(1))).toEqual({ outcome: 'anchored', anchor: 5, earlier: null });
      expect(await said(by, log.way(5))).toEqual({ outcome: 'anchored', anchor: 5, earlier: null });
      expect(await rows('audit_anchors', by.device)).toEqual([3, 5]);
      expect(await rows('audit_contradictions', by.device)).toEqual([]);
    },
  );

  test('[AU9] a head that is behind, another under the same number, or one that does not lead over the kept one is contradicted and noted', async () => {
    const by = await desk();
    const log = new Log().grow(10);
    await said(by, log.way());
    const contradicted = { outcome: 'contradicted', anchor: 10, earlier: null };
    expect(await said(by, log.way(0, 7))).toEqual(contradicted);
    const rewritten = log.forkAt(4).grow(6);
    expect(await said(by, rewritten.way())).toEqual(contradicted);
    expect(await said(by, log.forkAt(9).grow(20).way(9))).toEqual(contradicted);
    expect(await said(by, { ...log.way(), links: log.contents.slice(1) })).toEqual(contradicted);
    expect(await rows('audit_anchors', by.device)).toEqual([10]);
    expect(await rows('audit_contradictions', by.device)).toEqual([7, 10, 29, 10]);
    expect(await said(by, log.grow(1).way(10))).toEqual({ outcome: 'anchored', anchor: 11, earlier: null });
  });

  test('[AU9] a way that begins behind what is kept is a gap; nothing is kept and nothing noted', async () => {
    const by = await desk();
    const log = new Log().grow(10);
    await said(by, log.way(0, 4));
    expect(await said(by, log.way(6))).toEqual({ outcome: 'gap', anchor: 4, earlier: null });
    expect(await said(by, log.way(4))).toEqual({ outcome: 'anchored', anchor: 10, earlier: null });
    expect(await rows('audit_contradictions', by.device)).toEqual([]);
  });

  test('[AU9] another desk’s log is contradicted, and nothing of it is told', async () => {
    const [by, other] = [await desk(), await desk()];
    const log = new Log().grow(5);
    await said(by, log.way());
    expect(await said(other, log.grow(1).way())).toEqual({
      outcome: 'contradicted',
      anchor: null,
      earlier: null,
    });
    expect(await rows('audit_anchors', other.device)).toEqual([]);
  });

  test('[AU12] a desk that begins another log is told the last head of the one before', async () => {
    const by = await desk();
    await said(by, new Log().grow(5).way());
    const next = new Log().grow(2);
    expect(await said(by, next.way())).toEqual({ outcome: 'anchored', anchor: 2, earlier: 5 });
  });

  test('[AU9] nobody changes or removes what is kept, the service itself included', async () => {
    const by = await desk();
    await said(by, new Log().grow(2).way());
    for (const statement of [
      `UPDATE audit_anchors SET hash = 'x'`,
      'DELETE FROM audit_anchors',
      'TRUNCATE audit_anchors',
      'DELETE FROM audit_contradictions',
    ])
      await expect(platform().db.query(statement)).rejects.toThrow();
    expect(await rows('audit_anchors', by.device)).toEqual([2]);
  });

  test('[AU9] two heads that come at once are taken one after the other, and strangers are refused', async () => {
    const by = await desk();
    const log = new Log().grow(6);
    const [one, two] = await Promise.all([said(by, log.way(0, 3)), said(by, log.way(0, 6))]);
    expect(two.outcome).toBe('anchored');
    expect(['anchored', 'contradicted']).toContain(one.outcome);
    expect((await rows('audit_anchors', by.device)).at(-1)).toBe(6);
    const nobody = new TestDesk(platform().url, by.device, 'x'.repeat(30));
    expect(refusalOf(await send(nobody, log.way()))).toMatchObject({ code: 'UNAUTHORISED' });
    expect(refusalOf(await send(by, { ...log.way(), more: 1 }))).toMatchObject({ code: 'BAD_REQUEST' });
    expect(refusalOf(await send(by, { ...log.way(), suite: 'swift' }))).toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
}
