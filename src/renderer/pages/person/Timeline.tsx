import { useMemo } from 'react';
import type { Person } from '#shared/domain/person';
import { Empty } from '../../ui/Empty';
import { SCHEME_WORDS } from '../../ui/words';
import { MONTH_SIGNS, type MonthState, runs, timeline } from './timeline';

const YEARS_BACK = 2;

/** Relations and payments by month, drawn; the same as a list below. */
export function Timeline({ person, day }: { person: Person; day: string }) {
  const last = Number(day.slice(0, 4)) + 1;
  const first = last - 1 - YEARS_BACK;
  const rows = useMemo(() => timeline(person, first, last, day.slice(0, 7)), [person, first, last, day]);
  if (rows.length === 0) return <Empty title="没有参保和缴费记录" />;
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const used = new Set<MonthState>(rows.flatMap((row) => row.months.map((m) => m.state)));
  return (
    <>
      <div className="months" aria-hidden="true">
        <div className="months-row">
          <span />
          {years.map((year) => (
            <b className="months-year number" key={year}>
              {year}
            </b>
          ))}
        </div>
        {rows.map((row) => (
          <div className="months-row" key={row.scheme}>
            <span className="months-label">{SCHEME_WORDS[row.scheme]}</span>
            {years.map((year) => (
              <div className="months-cells" key={year}>
                {row.months
                  .filter((m) => m.month.startsWith(String(year)))
                  .map((m) => (
                    <span
                      key={m.month}
                      className={`month ${m.state} ${m.month === day.slice(0, 7) ? 'now' : ''}`}
                      title={`${m.month} ${MONTH_SIGNS[m.state].words}`}
                    >
                      {MONTH_SIGNS[m.state].sign}
                    </span>
                  ))}
              </div>
            ))}
          </div>
        ))}
      </div>
      <div className="legend" aria-hidden="true">
        {(Object.keys(MONTH_SIGNS) as MonthState[])
          .filter((state) => used.has(state))
          .map((state) => (
            <span key={state}>
              <i className={`month ${state}`}>{MONTH_SIGNS[state].sign}</i> {MONTH_SIGNS[state].words}
            </span>
          ))}
        <span>
          <i className="month now" /> 本月（{day.slice(0, 7)}）
        </span>
      </div>
      <details>
        <summary>以表格查看</summary>
        <table className="plain-table">
          <thead>
            <tr>
              <th>险种</th>
              <th>起</th>
              <th>止</th>
              <th>状态</th>
            </tr>
          </thead>
          <tbody>
            {rows.flatMap((row) =>
              runs(row).map((run) => (
                <tr key={`${row.scheme}${run.from}`}>
                  <td>{SCHEME_WORDS[row.scheme]}</td>
                  <td>{run.from}</td>
                  <td>{run.to}</td>
                  <td>{MONTH_SIGNS[run.state].words}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </details>
    </>
  );
}
