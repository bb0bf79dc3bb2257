import { randomBytes } from 'node:crypto';
import { chainHash } from '#shared/audit/entry';
import { suiteNamed } from '#shared/crypto/suites';
import { CHAIN_START } from '#shared/domain/journalEntry';
import type { AuditAnchorWord, AuditWay } from '#shared/protocol/audit';
import { PROTOCOL } from '#shared/protocol/messages';
import { hold, LeftOut } from '../breach';
import type { Desk } from '../desk';
import type { Check } from '../suite';

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** A log of an invented desk: contents of which only the hashes are known. */
class Log {
  private readonly log = hex(16);
  private readonly heads = [{ n: 0, hash: CHAIN_START }];

  constructor(
    private readonly suite: 'std' | 'gm',
    private readonly contents: string[] = [],
  ) {
    for (const content of contents) this.add(content);
  }

  grown(count: number): this {
    for (let i = 0; i < count; i++) {
      const content = hex(32);
      this.contents.push(content);
      this.add(content);
    }
    return this;
  }

  /** The log as somebody writes it anew behind its entry `n`. */
  rewrittenFrom(n: number, count: number): AuditWay {
    const other = new Log(this.suite, this.contents.slice(0, n)).grown(count);
    return { ...other.way(), log: this.log };
  }

  way(from = 0, to = this.contents.length): AuditWay {
    const [start, head] = [this.heads[from], this.heads[to]];
    if (start === undefined || head === undefined) throw new Error('no such entry');
    return { log: this.log, suite: this.suite, from: start, links: this.contents.slice(from, to), head };
  }

  private add(content: string): void {
    const { n, hash } = this.heads.at(-1) ?? { n: 0, hash: CHAIN_START };
    this.heads.push({ n: n + 1, hash: chainHash(suiteNamed(this.suite), hash, content) });
  }
}

/** A platform of an older version has no such route; desks take that for “no heads are kept here”. */
async function send(desk: Desk, way: AuditWay): Promise<AuditAnchorWord> {
  const ask = { token: desk.token, body: { protocol: PROTOCOL, way } };
  const reply = await desk.line.send('anchorAudit', ask);
  if (reply.status === 404)
    throw new LeftOut('the platform keeps no heads of audit logs', '平台不保存审计日志的锚点');
  return desk.line.ask('anchorAudit', ask);
}

function held(
  word: AuditAnchorWord,
  outcome: AuditAnchorWord['outcome'],
  n: number | null,
  what: string,
  zh: string,
) {
  hold(
    word.outcome === outcome && (word.anchor?.n ?? null) === n,
    `${what} was answered “${word.outcome}” with anchor ${word.anchor?.n ?? 'none'}; “${outcome}” with ${n ?? 'none'} was due: a desk could cut its audit log unseen.`,
    `${zh}，应答复 ${outcome}、锚点 ${n ?? '无'}，平台答复 ${word.outcome}、锚点 ${word.anchor?.n ?? '无'}：审计日志可以被截改而无人知道。`,
  );
}

/** Heads of audit logs (审计日志锚点). */
export const AUDIT: readonly Check[] = [
  {
    id: 'CF62',
    rules: ['AU9'],
    en: 'A head of a desk’s audit log that descends from the last one kept is kept, in both suites; sent again it changes nothing, and a way that begins too late is a gap.',
    zh: '从上一个锚点延续下来的审计日志末条予以保存，两套算法都是；重复发送不变，起点过晚的答复缺口（gap）。',
    run: async ({ desk }) => {
      for (const suite of ['std', 'gm'] as const) {
        const log = new Log(suite).grown(4);
        held(await send(desk, log.way()), 'anchored', 4, 'The first head of a log', '日志的第一个锚点');
        held(await send(desk, log.way()), 'anchored', 4, 'The same head again', '同一个锚点重复发送');
        log.grown(6);
        held(await send(desk, log.way(6)), 'gap', 4, 'A way that begins behind the anchor', '起点在锚点之后');
        held(
          await send(desk, log.way(4)),
          'anchored',
          10,
          'A head that follows the anchor',
          '延续锚点的末条',
        );
      }
    },
  },
  {
    id: 'CF63',
    rules: ['AU9'],
    en: 'A head that is behind the one kept, differs from it, or does not lead over it is contradicted and changes nothing; so is another desk’s log.',
    zh: '比锚点更早、与锚点不同、不经过锚点的末条一律答复矛盾（contradicted），锚点不变；别的终端的日志也是。',
    run: async (world) => {
      const { desk } = world;
      const log = new Log('std').grown(8);
      await send(desk, log.way());
      held(
        await send(desk, log.way(0, 5)),
        'contradicted',
        8,
        'A head behind the anchor',
        '比锚点更早的末条',
      );
      held(
        await send(desk, log.rewrittenFrom(3, 5)),
        'contradicted',
        8,
        'Another head under the anchor’s number',
        '与锚点同号而不同的末条',
      );
      held(
        await send(desk, log.rewrittenFrom(3, 20)),
        'contradicted',
        8,
        'A longer log without the anchor',
        '更长而不含锚点的日志',
      );
      held(await send(desk, log.grown(1).way(8)), 'anchored', 9, 'The log itself', '原来的日志');
      const other = world.other();
      held(await send(other, log.way()), 'contradicted', null, 'A log of another desk', '别的终端的日志');
    },
  },
];
