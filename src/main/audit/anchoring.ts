import type { AuditAnchorWord, AuditWay } from '#shared/protocol/audit';
import type { Result } from '#shared/result';
import type { Fault } from '#shared/sync/fault';
import type { AuditLog } from './auditLog';

/** The platform, as far as it keeps heads of audit logs. */
export interface AuditLine {
  anchor(way: AuditWay): Promise<Result<AuditAnchorWord, Fault>>;
}

/** Pause between two times that a head is sent, whatever is asked, ms. */
export const ANCHOR_EVERY_MS = 5 * 60_000;
/** After an attempt that came to nothing. */
export const AGAIN_AFTER_MS = 20_000;
/** A head that is far from the last anchor takes several messages. */
const MOST_MESSAGES = 200;

/** Sends the log's head to the platform with the calls of a sync, and tells the log what the platform keeps. */
export class Anchoring {
  private running = false;
  private nextAt = 0;

  constructor(
    private readonly log: AuditLog,
    private readonly line: () => AuditLine | null,
    /** Milliseconds of a clock that nobody can set. */
    private readonly ticks: () => number,
  ) {}

  /** Called whenever the line is up; sends where there is something to send and the pause is over. */
  async meet(): Promise<void> {
    if (this.running || this.ticks() < this.nextAt || !this.log.hasNews()) return;
    const line = this.line();
    if (line === null) return;
    this.running = true;
    this.nextAt = this.ticks() + ANCHOR_EVERY_MS;
    try {
      const answered = await this.send(line);
      if (!answered) this.nextAt = this.ticks() + AGAIN_AFTER_MS;
    } finally {
      this.running = false;
    }
  }

  /** False: the line gave no answer that could be used. */
  private async send(line: AuditLine): Promise<boolean> {
    let gaps = 0;
    let contradicted = 0;
    for (let messages = 0; messages < MOST_MESSAGES; messages++) {
      const way = this.log.way();
      if (way === null) return true;
      const said = await line.anchor(way);
      if (!said.ok) {
        const unsupported = said.error.kind === 'denied' && said.error.status === 404;
        if (unsupported) this.log.unsupported();
        return unsupported;
      }
      const { outcome, anchor, earlier } = said.value;
      switch (outcome) {
        case 'gap':
          if (++gaps > 1) return true;
          await this.log.gap(anchor);
          break;
        case 'contradicted':
          // A second time would be about the log that was begun for it.
          if (++contradicted > 1) return true;
          await this.log.contradicted(anchor ?? way.from);
          break;
        case 'anchored':
          if (anchor === null || anchor.n < way.head.n) return true;
          await this.log.anchored(anchor);
          if (earlier !== null) await this.log.hasEarlier(earlier);
          if (!this.log.hasNews()) return true;
          break;
      }
    }
    return true;
  }
}
