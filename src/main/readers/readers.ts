import type { Trouble } from '#shared/host';
import { type CardRead, cardFrom } from '#shared/readers/card';
import { adapterFacts, type ReaderSetting, type ReaderState, readerState } from '#shared/readers/setting';
import { err, ok, type Result } from '#shared/result';
import { READER_LIMITS, type ReaderLimits, type ReaderMakers } from './adapter';
import { credential } from './adapters/credential';
import { cvr } from './adapters/cvr';
import { jsonp } from './adapters/jsonp';
import { post } from './adapters/post';
import { social } from './adapters/social';
import { socket } from './adapters/socket';
import { type ReaderFault, readerTrouble } from './fault';
import { listens } from './local';
import type { ReaderSettingFile } from './settingFile';

const MAKERS: ReaderMakers = { cvr, jsonp, post, socket, social, credential };
/** A service on the same machine answers a call at once, or is not there. */
const PROBE_MS = 1_000;

/** The card reader of this machine: what is set, how it stands, and one read at a time. Nothing read is kept or logged. */
export class Readers {
  private reading: AbortController | null = null;

  constructor(
    private readonly file: ReaderSettingFile,
    private readonly limits: ReaderLimits = READER_LIMITS,
  ) {}

  /** Told before the clerk presses anything. Asks nothing of the reader itself. */
  async state(): Promise<ReaderState> {
    const setting = this.file.current;
    const before = readerState(setting, true);
    if (setting === null || before.state !== 'ready') return before;
    return readerState(setting, await listens(setting.port, PROBE_MS));
  }

  async choose(setting: ReaderSetting | null): Promise<Result<ReaderState, Trouble>> {
    this.cancel();
    const changed = await this.file.change(setting);
    return changed.ok ? ok(await this.state()) : changed;
  }

  /** Reads one card and judges it; every failure is a sentence. */
  async read(): Promise<Result<CardRead, Trouble>> {
    const setting = this.file.current;
    const standing = readerState(setting, true);
    if (setting === null || standing.state !== 'ready')
      return err({ code: 'READER_NOT_SET', text: standing.text });
    const { label, whenDown } = adapterFacts(setting.adapter);
    const failed = (fault: ReaderFault) => err(readerTrouble(fault, label, whenDown));
    if (this.reading !== null) return failed({ kind: 'busy' });
    const reading = new AbortController();
    this.reading = reading;
    const reader = MAKERS[setting.adapter](setting, this.limits);
    try {
      const opened = await reader.open(reading.signal);
      if (!opened.ok) return failed(opened.error);
      const raw = await reader.read(reading.signal);
      if (!raw.ok) return failed(raw.error);
      // Taken back while the answer was on its way: it is nobody's any more.
      if (reading.signal.aborted) return failed({ kind: 'cancelled' });
      const card = cardFrom(raw.value);
      return card.ok ? card : failed({ kind: 'card', text: card.error });
    } finally {
      await reader.close();
      this.reading = null;
    }
  }

  /** Gives up the read that is going on, if one is. */
  cancel(): void {
    this.reading?.abort();
  }
}
