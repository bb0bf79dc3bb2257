import { Button } from 'antd';
import { Link } from 'react-router';
import { adapterFacts } from '#shared/readers/setting';
import type { ReaderInHand } from './useReader';

const TONES = { none: 'mute', incomplete: 'tone-warn', down: 'tone-warn', ready: 'mute' } as const;
const WARNED: ReadonlySet<string> = new Set(['incomplete', 'down']);
const SHORT = { none: '（未设置）', incomplete: '（未设置完）', down: '（服务未启动）', ready: '' } as const;

/** Whether pressing 读卡 can come to anything; a service that was down a moment ago is asked all the same. */
const canRead = ({ state }: ReaderInHand): boolean => state?.state === 'ready' || state?.state === 'down';

/** What is to be laid, while it is waited for. */
export const layWords = ({ state }: ReaderInHand): string =>
  `正在读卡：请把${state?.setting ? adapterFacts(state.setting.adapter).medium : '证件'}放到读卡器上…`;

/** 读卡 F4, with the state of the reader told in the button where there is no room for a sentence. */
export function ReadButton({ reader, brief = false }: { reader: ReaderInHand; brief?: boolean }) {
  if (reader.reading)
    return (
      <Button onClick={reader.cancel} aria-keyshortcuts="Escape">
        取消读卡 Esc
      </Button>
    );
  return (
    <Button
      onClick={reader.read}
      disabled={!canRead(reader)}
      aria-keyshortcuts="F4"
      title={reader.state?.text}
    >
      读卡 F4{brief && SHORT[reader.state?.state ?? 'ready']}
    </Button>
  );
}

/** The button with the reader's state as a sentence, and what came of the last read. */
export function ReaderBar({ reader }: { reader: ReaderInHand }) {
  const { state, reading } = reader;
  return (
    <>
      <div className="reader-bar">
        <ReadButton reader={reader} />
        <span role="status" className={reading ? '' : TONES[state?.state ?? 'ready']}>
          {reading ? layWords(reader) : state && `${WARNED.has(state.state) ? '⚠ ' : ''}${state.text}`}
        </span>
        {!reading && state !== null && !canRead(reader) && <Link to="/settings">去设置</Link>}
      </div>
      <ReadTrouble reader={reader} />
    </>
  );
}

/** Why the last read came to nothing; given up by the clerk is no failure. */
export function ReadTrouble({ reader: { trouble, reading } }: { reader: ReaderInHand }) {
  if (trouble === null || reading) return null;
  return trouble.code === 'READER_CANCELLED' ? (
    <p role="status" className="mute whole-line">
      {trouble.text}
    </p>
  ) : (
    <p role="alert" className="tone-no whole-line">
      ✕ {trouble.text}
    </p>
  );
}
