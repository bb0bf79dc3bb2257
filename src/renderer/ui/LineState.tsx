import { useNavigate } from 'react-router';
import { lineWords } from './lineWords';
import { useDeskSnapshot } from './useDesk';
import { useNow } from './useNow';

const MARKS = { ok: '●', warn: '⚠', mute: '○' } as const;

/** The state of the line in words; leads to 同步. */
export function LineState() {
  const snapshot = useDeskSnapshot();
  const navigate = useNavigate();
  const words = lineWords(snapshot, useNow());
  return (
    <button
      type="button"
      className="line number"
      title={words.trouble ?? '查看同步情况'}
      onClick={() => navigate('/sync')}
    >
      <span className={`tone-${words.tone}`} role="status">
        <span aria-hidden="true">{MARKS[words.tone]}</span> {words.line}
      </span>
      {words.queued && <span>{words.queued}</span>}
      {words.needsClerk && <span className="tone-no">{words.needsClerk}</span>}
      {words.asOf && <span className="mute">{words.asOf}</span>}
    </button>
  );
}
