import { useMemo } from 'react';
import type { Person } from '#shared/domain/person';
import type { Jurisdiction } from '#shared/domain/region';
import { Empty } from '../../ui/Empty';
import { SCHEME_WORDS } from '../../ui/words';
import { benefitRow } from './benefitMonths';
import { MONTH_SIGNS, type MonthState, runs, type TimelineRow, timeline } from './timeline';

const YEARS_BACK = 2;

/** Relations and payments by month, drawn; the same as a list below. */
export function Timeline(props: { person: Person; day: string; jurisdiction: Jurisdiction | null }) {
  const { person, day, jurisdiction } = props;
  const last = Number(day.slice(0, 4)) + 1;
  const first = last - 1 - YEARS_BACK;
  const rows = useMemo(
    () =>
      timeline(person, first, last, day.slice(0, 7)).flatMap((row): TimelineRow[] =>
        jurisdiction ? [row, benefitRow(person, row, { day, jurisdiction })] : [row],
      ),
    [person, first, last, day, jurisdiction],
  );
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
          <div className="months-row" key={row.scheme + row.of}>
            <span className="months-label">{row.of === 'benefit' ? '　待遇' : SCHEME_WORDS[row.scheme]}</span>
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
      {jurisdiction && (
        <p className="mute how">
          待遇按经办规程第十条，由各月末的参保状态和实缴推算；等待期以登记时的认定为准，不在图上。
        </p>
      )}
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
                <tr key={`${row.scheme}${row.of}${run.from}`}>
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
