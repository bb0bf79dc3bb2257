import { useEffect, useRef, useState } from 'react';
import { owedFen } from '#shared/domain/assessment';
import type { CivilDate } from '#shared/domain/civilDate';
import { formatFen } from '#shared/domain/money';
import type { LateFeeCourse, LateFeeDay } from '#shared/units/arrears';
import { ArticleDrawer, type ShownReason } from '../../ui/ArticleDrawer';

/** The late fee of one period for every day: a line to see, a table to read. */
export function LateFeeCard({ course, day }: { course: LateFeeCourse; day: CivilDate }) {
  const { assessment, days, answer } = course;
  const [shown, setShown] = useState<ShownReason | null>(null);
  const now = days.find((one) => one.day === day) ?? null;
  return (
    <section className="card late-fee" aria-label={`${assessment.period} 滞纳金`}>
      <h3>
        {assessment.period} 欠缴 {formatFen(owedFen(assessment))}，今天缴清另加滞纳金{' '}
        {formatFen(now?.feeFen ?? 0)}
      </h3>
      <p className="mute">
        {now?.how ?? `自 ${course.from} 起按日计收，现在还没有滞纳金。`}{' '}
        {answer.reasons
          .filter(({ severity }) => severity === 'warn')
          .map((reason) => (
            <button
              key={reason.rule + reason.code}
              type="button"
              className="linklike inline"
              onClick={() => setShown({ reason, answer })}
            >
              {reason.rule} {reason.article}
            </button>
          ))}
      </p>
      {days.length > 1 && (
        <div className="late-fee-body">
          <Line days={days} day={day} />
          <Days days={days} day={day} />
        </div>
      )}
      <ArticleDrawer shown={shown} onClose={() => setShown(null)} />
    </section>
  );
}

const WIDTH = 600;
const HEIGHT = 190;
const PAD = { left: 8, right: 8, top: 24, bottom: 24 };

/** The same as the table, which is what is read aloud. */
function Line({ days, day }: { days: readonly LateFeeDay[]; day: CivilDate }) {
  const most = Math.max(1, ...days.map(({ feeFen }) => feeFen));
  const x = (i: number): number =>
    PAD.left + (i / Math.max(1, days.length - 1)) * (WIDTH - PAD.left - PAD.right);
  const y = (fen: number): number => HEIGHT - PAD.bottom - (fen / most) * (HEIGHT - PAD.top - PAD.bottom);
  const path = (from: number, until: number): string =>
    days
      .slice(from, until + 1)
      .map(({ feeFen }, i) => `${i === 0 ? 'M' : 'L'}${x(from + i).toFixed(1)} ${y(feeFen).toFixed(1)}`)
      .join(' ');
  /** Before the first day of the fee, where it has not begun. */
  const today = days.findIndex((one) => one.day === day);
  const last = days.length - 1;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line className="axis" x1={PAD.left} x2={WIDTH - PAD.right} y1={y(0)} y2={y(0)} />
      {today >= 0 && (
        <>
          <path className="line" d={path(0, today)} />
          <line className="today" x1={x(today)} x2={x(today)} y1={PAD.top - 6} y2={y(0)} />
          <text x={x(today)} y={12} textAnchor={today > last / 2 ? 'end' : 'start'}>
            今天 {day} {formatFen(days[today]?.feeFen ?? 0)}
          </text>
        </>
      )}
      <path className="line ahead" d={path(Math.max(0, today), last)} />
      <text x={PAD.left} y={HEIGHT - 6}>
        {days[0]?.day}
      </text>
      <text x={WIDTH - PAD.right} y={HEIGHT - 6} textAnchor="end">
        {days[last]?.day} {formatFen(days[last]?.feeFen ?? 0)}
      </text>
    </svg>
  );
}

function Days({ days, day }: { days: readonly LateFeeDay[]; day: CivilDate }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const now = box.current?.querySelector<HTMLElement>('.now');
    if (box.current && now) box.current.scrollTop = now.offsetTop - 70;
  }, [day]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard
    <div className="late-fee-days" ref={box} tabIndex={0}>
      <table className="plain-table" aria-label="滞纳金逐日">
        <thead>
          <tr>
            <th scope="col">缴清之日</th>
            <th scope="col" className="right">
              滞纳金
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((one) => (
            <tr key={one.day} className={one.day === day ? 'now' : one.ahead ? 'ahead' : ''}>
              <td>
                {one.day}
                {one.day === day ? '（今天）' : one.ahead ? '（预计）' : ''}
              </td>
              <td className="right">{formatFen(one.feeFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
