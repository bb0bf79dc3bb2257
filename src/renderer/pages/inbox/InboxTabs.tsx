import { useMemo } from 'react';
import { NavLink } from 'react-router';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** The three lists of 待办, each a page of its own. */
export function InboxTabs() {
  const desk = useDesk();
  const { counts, revision } = useDeskSnapshot();
  const toReview = useMemo(() => desk.reviews.queue().length, [desk, revision]);
  const likely = useMemo(() => desk.duplicates.open().pairs.length, [desk, revision]);
  return (
    <nav className="tabs" aria-label="待办分类">
      <Tab to="/inbox" label="待处理" count={counts.needsClerk} />
      <Tab to="/inbox/review" label="待复核" count={toReview} />
      <Tab to="/inbox/duplicates" label="疑似重复" count={likely} />
    </nav>
  );
}

function Tab({ to, label, count }: { to: string; label: string; count: number }) {
  return (
    <NavLink to={to} end>
      {label}
      {count > 0 && <span className="count">{count}</span>}
    </NavLink>
  );
}
