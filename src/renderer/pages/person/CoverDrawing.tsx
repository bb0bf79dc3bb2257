import { Fragment } from 'react';
import { type CivilDate, daysBetween, daysInMonth, lastDayOfMonth } from '#shared/domain/civilDate';
import type { CoverMonths } from '../../desk/coverMonths';
import type { CoverRow, CoverState, CoverYear, Stretch } from '../../desk/coverYear';
import { SCHEME_WORDS } from '../../ui/words';
import { COVER_SIGNS, ENROLMENT_SIGNS, PAYMENT_SIGNS, rowWords, stretchWords } from './coverWords';
import { MonthBands } from './MonthBands';

/** A stretch shorter than this has room for its sign only. */
const DAYS_FOR_WORDS = 45;
const DAYS_FOR_DATES = 80;

/** Every day of the year in its place, a band a scheme; the same is in the table below, which is what is read aloud. */
export function CoverDrawing(props: {
  cover: CoverYear;
  months: readonly CoverMonths[];
  year: number;
  day: CivilDate;
}) {
  const { cover, months, year, day } = props;
  const used = new Set<CoverState>(cover.rows.flatMap((row) => row.stretches.map((s) => s.state)));
  const gaps = cover.rows.some((row) => row.gaps.length > 0);
  return (
    <div className="cover" aria-hidden="true">
      <div className="cover-row">
        <span />
        <div className="cover-band">
          {Array.from({ length: 12 }, (_, i) => (
            <span className="cover-month number" key={i} style={{ flexGrow: daysInMonth(year, i + 1) }}>
              {i + 1} 月
            </span>
          ))}
        </div>
      </div>
      {months.map((of) => (
        <Fragment key={of.scheme}>
          {of.recorded ? (
            cover.rows
              .filter((row) => row.scheme === of.scheme && row.elsewhere === null)
              .map((row) => <Band key={row.key} row={row} year={year} day={day} />)
          ) : (
            <div className="cover-row">
              <span className="cover-label">{SCHEME_WORDS[of.scheme]}</span>
              <span className="mute">没有参保和缴费记录</span>
            </div>
          )}
          <MonthBands of={of} year={year} />
        </Fragment>
      ))}
      {cover.rows
        .filter(({ elsewhere }) => elsewhere !== null)
        .map((row) => (
          <Band key={row.key} row={row} year={year} day={day} />
        ))}
      <div className="legend">
        {(Object.keys(COVER_SIGNS) as CoverState[])
          .filter((state) => used.has(state))
          .map((state) => (
            <span key={state}>
              <i className={`stretch ${state}`}>{COVER_SIGNS[state].sign}</i> {COVER_SIGNS[state].words}
            </span>
          ))}
        {signsIn(months).map(({ style, sign, words }) => (
          <span key={style}>
            <i className={`month-cell ${style}`}>{sign}</i> {words}
          </span>
        ))}
        {gaps && (
          <span>
            <i className="gap-mark">断</i> 断缴的月份
          </span>
        )}
        {day.startsWith(`${year}-`) && (
          <span>
            <i className="today-sign" /> 业务日期 {day}
          </span>
        )}
      </div>
    </div>
  );
}

/** The signs of the month bands that are drawn, enrolment first. */
function signsIn(months: readonly CoverMonths[]): { style: string; sign: string; words: string }[] {
  const all = months.flatMap((of) => of.months);
  return [
    ...Object.entries(ENROLMENT_SIGNS)
      .filter(([key]) => all.some(({ enrolment }) => enrolment === key))
      .map(([style, { sign, words }]) => ({ style, sign, words: `参保${words}` })),
    ...Object.entries(PAYMENT_SIGNS)
      .filter(([key]) => all.some(({ payment }) => payment === key))
      .map(([style, { sign, words }]) => ({ style, sign, words })),
  ];
}

function Band({ row, year, day }: { row: CoverRow; year: number; day: CivilDate }) {
  const first = `${year}-01-01`;
  const days = daysBetween(first, `${year}-12-31`) + 1;
  const place = (from: CivilDate, until: CivilDate) => ({
    left: `${(daysBetween(first, from) / days) * 100}%`,
    width: `${((daysBetween(from, until) + 1) / days) * 100}%`,
  });
  return (
    <div className="cover-row">
      <span className="cover-label">{rowWords(row)}</span>
      <div className={`cover-days ${row.gaps.length > 0 ? 'with-gaps' : ''}`}>
        {row.stretches.map((stretch) => (
          <span
            key={stretch.from}
            className={`stretch ${stretch.state} ${stretch.waitOpen ? 'open' : ''}`}
            style={place(stretch.from, stretch.until)}
            title={`${stretch.from} 至 ${stretch.until} ${stretchWords(stretch)}`}
          >
            {inside(stretch)}
          </span>
        ))}
        {row.gaps.map((gap) => {
          const from = gap.from < `${year}-01` ? first : `${gap.from}-01`;
          const until = gap.until > `${year}-12` ? `${year}-12-31` : lastDayOfMonth(gap.until);
          return (
            <span className="gap-mark" key={gap.from} style={place(from, until)} title={gap.reason}>
              断
            </span>
          );
        })}
        {day.startsWith(`${year}-`) && (
          <i className="today-line" style={{ left: `${(daysBetween(first, day) / days) * 100}%` }} />
        )}
      </div>
    </div>
  );
}

function inside(stretch: Stretch): string {
  const days = daysBetween(stretch.from, stretch.until) + 1;
  if (days < DAYS_FOR_WORDS) return COVER_SIGNS[stretch.state].sign;
  const name = stretchWords({ ...stretch, waitOpen: false }) + (stretch.waitOpen ? '？' : '');
  return days < DAYS_FOR_DATES ? name : `${name} ${stretch.from.slice(5)} 至 ${stretch.until.slice(5)}`;
}
