import { useEffect } from 'react';
import { Link, useNavigate } from 'react-router';
import { lessonOf } from '#shared/practice/lessons';
import { PRACTICE_BAND } from '#shared/practice/practice';
import { useDeskSnapshot } from '../useDesk';
import { useHotkey } from '../useHotkey';

/** Stands above every page of practice (练习), the locked and the failed one too: what is here is invented, and what comes next in the lesson. */
export function PracticeBand() {
  const { desk: state, practice, phase, day } = useDeskSnapshot();
  const navigate = useNavigate();
  const open = phase === 'ready' && state?.locked === false;
  // Each press is a new state, so that what comes next takes the cursor also where the page is shown already.
  useHotkey({ key: 'f6' }, () => {
    if (state?.practice && open) navigate('/practice', { state: { pressed: performance.now() } });
  });
  useEffect(() => {
    if (state?.practice) document.title = '参保台（练习）';
  }, [state?.practice]);
  if (!state?.practice) return null;
  const current = practice?.current;
  const at = current?.steps.findIndex(({ reached }) => !reached) ?? -1;
  const step = current?.steps[at];
  return (
    <aside className="practice-band" aria-label="练习模式">
      <b>{PRACTICE_BAND}</b>
      {day && <span className="number nowrap">业务日期 {day}</span>}
      {open && (
        <>
          <span className="practice-step" role="status">
            {current && step
              ? `${lessonOf(current.code).title} ${at + 1}/${current.steps.length}：${step.text}`
              : current
                ? `“${lessonOf(current.code).title}”完成。`
                : ''}
          </span>
          <Link to="/practice" aria-keyshortcuts="F6">
            练习 <kbd>F6</kbd>
          </Link>
        </>
      )}
    </aside>
  );
}
