import { formatFen } from '#shared/domain/money';
import type { YearAhead } from '#shared/rollover/yearAhead';
import type { RolloverView } from '../../desk/rollover/rolloverDesk';

/** What both years ask, and the sums of the dry run. */
export function RolloverFigures({ view }: { view: RolloverView }) {
  const { count, years } = view;
  return (
    <section className="card batch-head" aria-label="核对结果">
      <table className="plain-table number" aria-label="两个年度的标准和集中缴费期">
        <thead>
          <tr>
            <th scope="col">年度</th>
            <th scope="col">成年人</th>
            <th scope="col">学生、未成年人</th>
            <th scope="col">集中缴费期</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <YearLine key={year.year} of={year} />
          ))}
        </tbody>
      </table>
      <p>
        共 <b className="number">{count.people}</b> 人；{view.to - 1} 年度应缴{' '}
        <b className="number">{formatFen(count.beforeFen)}</b>，{view.to} 年度应缴{' '}
        <b className="number">{formatFen(count.afterFen)}</b>（个人部分，已减资助）。
      </p>
    </section>
  );
}

const MISSING = '没有标准';

function YearLine({ of: { year, adultFen, minorFen, first, last, source, synthetic } }: { of: YearAhead }) {
  return (
    <tr>
      <th scope="row">{year}</th>
      <td>{adultFen === null ? MISSING : formatFen(adultFen)}</td>
      <td>{minorFen === null ? MISSING : formatFen(minorFen)}</td>
      <td>{first && last ? `${first} 至 ${last}` : '没有规定'}</td>
      <td>
        {source}
        {synthetic && <span className="tag warn">虚构</span>}
      </td>
    </tr>
  );
}
