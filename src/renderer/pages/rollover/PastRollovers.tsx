import { useEffect, useState } from 'react';
import { formatFen } from '#shared/domain/money';
import type { RolloverLine } from '#shared/rollover/record';
import { longMoment } from '../../ui/moments';
import { useDesk } from '../../ui/useDesk';

/** Turns of the year that this desk carried out, the last first; nothing where there are none. */
export function PastRollovers() {
  const desk = useDesk();
  const [past, setPast] = useState<readonly RolloverLine[]>([]);
  useEffect(() => {
    let shown = true;
    void desk.rollover.past().then((read) => {
      if (shown && read.ok) setPast(read.value);
    });
    return () => {
      shown = false;
    };
  }, [desk]);
  if (past.length === 0) return null;
  return (
    <section className="card past-lists" aria-label="办理过的结转">
      <h2>办理过的结转</h2>
      <ul>
        {past.map(({ to, at, clerk, people, beforeFen, afterFen }) => (
          <li key={at}>
            {longMoment(at)}　{clerk.name}　结转到 {to} 年度，{people} 人，应缴 {formatFen(beforeFen)} →{' '}
            {formatFen(afterFen)}
          </li>
        ))}
      </ul>
    </section>
  );
}
