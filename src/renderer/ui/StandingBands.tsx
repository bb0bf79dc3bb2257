import { NavLink } from 'react-router';
import { ConfirmClock } from './ConfirmClock';
import { useDeskSnapshot } from './useDesk';

/** What stops new work, or soon will, on every page: what stops in full, of the rest the first. */
export function StandingBands() {
  const words = useDeskSnapshot().standing?.words ?? [];
  const stops = words.filter(({ level }) => level === 'stop');
  const [warn, ...more] = words.filter(({ level }) => level === 'warn');
  return (
    <>
      {stops.map(({ kind, text }) => (
        <div className="band bad" role="alert" key={kind}>
          <span>⚠ {text}</span>
          {kind === 'clockBack' ? <ConfirmClock /> : <NavLink to="/sync">去“同步”页</NavLink>}
        </div>
      ))}
      {warn && (
        <div className="band" role="status">
          <span>⚠ {warn.text}</span>
          <NavLink to="/sync">
            {more.length > 0 ? `还有 ${more.length} 项，去“同步”页` : '去“同步”页'}
          </NavLink>
        </div>
      )}
    </>
  );
}
