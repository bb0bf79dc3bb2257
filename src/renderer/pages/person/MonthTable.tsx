import type { CoverMonth, CoverMonths } from '../../desk/coverMonths';
import { SCROLLED } from '../../ui/scrolled';
import { SCHEME_WORDS } from '../../ui/words';
import { COVER_SIGNS, ENROLMENT_SIGNS, PAYMENT_SIGNS } from './coverWords';

const ROWS: readonly { readonly label: string; readonly words: (month: CoverMonth) => string }[] = [
  { label: '参保', words: ({ enrolment }) => (enrolment ? ENROLMENT_SIGNS[enrolment].words : '—') },
  { label: '缴费', words: ({ payment }) => (payment ? PAYMENT_SIGNS[payment].words : '—') },
  { label: '等待', words: ({ waitingDays }) => (waitingDays > 0 ? `${waitingDays} 天` : '—') },
  {
    label: '待遇',
    words: ({ benefit }) => benefit.map((state) => COVER_SIGNS[state].words.split('，')[0]).join('、') || '—',
  },
];

/** Both schemes of a year by month as a table: the drawing in words. */
export function MonthTable({ months, year }: { months: readonly CoverMonths[]; year: number }) {
  return (
    <details className="month-table">
      <summary>按月看两个险种的参保、缴费、等待和待遇（表）</summary>
      <section className="wide-table" {...SCROLLED} aria-label={`${year} 年按月的参保、缴费、等待和待遇`}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">险种</th>
              <th scope="col">项目</th>
              {months[0]?.months.map(({ month }) => (
                <th scope="col" key={month}>
                  {Number(month.slice(5))} 月
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map(({ scheme, recorded, months: of }) =>
              recorded ? (
                ROWS.map(({ label, words }, at) => (
                  <tr key={scheme + label}>
                    {at === 0 && (
                      <th scope="rowgroup" rowSpan={ROWS.length}>
                        {SCHEME_WORDS[scheme]}
                      </th>
                    )}
                    <th scope="row">{label}</th>
                    {of.map((month) => (
                      <td key={month.month}>{words(month)}</td>
                    ))}
                  </tr>
                ))
              ) : (
                <tr key={scheme}>
                  <th scope="row">{SCHEME_WORDS[scheme]}</th>
                  <td colSpan={13}>没有参保和缴费记录</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </section>
    </details>
  );
}
