import type { DeliveryStatus } from '#shared/host';
import type { DeskStanding } from '#shared/sync/standing';
import { lineFigures } from './report';
import type { LogEvent, LogFields, TechLog } from './techLog';

/** Writes what changed of line and standing into the log, each once. */
export function watcher(log: Pick<TechLog, 'write'>) {
  const last = new Map<LogEvent, string>();
  const note = (event: LogEvent, fields: LogFields): void => {
    const text = JSON.stringify(fields);
    if (last.get(event) === text) return;
    last.set(event, text);
    log.write(event, fields);
  };
  return {
    delivery(status: DeliveryStatus): void {
      const { network, trouble, paused, queued, held, verdicts, chain } = lineFigures(status);
      note('line', { state: network, trouble });
      note('paused', { code: paused });
      note('queue', { queued, held, verdicts });
      if (chain)
        note('chain', { state: chain.state, epoch: chain.epoch, accepts: chain.accepts, lost: chain.lost });
    },
    standing({ accepts, words }: DeskStanding): void {
      const kinds = (of: 'warn' | 'stop') =>
        words
          .filter(({ level }) => level === of)
          .map(({ kind }) => kind)
          .join('/') || 'none';
      note('standing', { accepts, stop: kinds('stop'), warn: kinds('warn') });
    },
  };
}

/** A throw is a bug: its name and where it came from, never its message, which may quote what it choked on. */
export function defectFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { name: 'unknown' };
  const frame = /\bat (?:async )?([\w.<>]+)/.exec(error.stack?.split('\n').slice(1).join('\n') ?? '');
  return { name: error.name, in: frame?.[1]?.replace(/[<>]/g, '') ?? 'unknown' };
}
