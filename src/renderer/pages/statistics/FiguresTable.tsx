import { type Fen, formatFen } from '#shared/domain/money';
import { COLUMNS, MEASURE_WORDS, type Measure } from '#shared/statistics/counted';
import { figuresOf, type StatisticsRow } from '#shared/statistics/row';
import type { StatisticsTable } from '#shared/statistics/tables';
import { SCROLLED } from '../../ui/scrolled';

/** The unit stands in the heading. */
const yuan = (fen: Fen): string => formatFen(fen).replace('¥', '');

/** A table of figures, each a button that lists its people. */
export function FiguresTable(props: {
  table: StatisticsTable;
  heading: string;
  label: string;
  onPick: (row: StatisticsRow, measure: Measure) => void;
}) {
  const { rows, whole, addsUp } = props.table;
  return (
    <section className="statistics-table" aria-label={props.label} {...SCROLLED}>
      <table className="plain-table number" aria-label={props.label}>
        <thead>
          <tr>
            <th scope="col">{props.heading}</th>
            <th scope="col">参保率</th>
            {COLUMNS.map((measure) => (
              <th scope="col" className={`right ${measure}`} key={measure}>
                {MEASURE_WORDS[measure]}
              </th>
            ))}
            <th scope="col" className="right">
              个人缴费（元）
            </th>
            <th scope="col" className="right">
              资助（元）
            </th>
          </tr>
        </thead>
        <tbody>
          <Line row={whole} onPick={props.onPick} strong />
          {rows.map((row) => (
            <Line key={row.key} row={row} onPick={props.onPick} />
          ))}
        </tbody>
      </table>
      {!addsUp && <p className="mute">一人有几种身份的，各行都算，合计只算一次，所以各行相加会大于合计。</p>}
    </section>
  );
}

function Line(props: {
  row: StatisticsRow;
  onPick: (row: StatisticsRow, measure: Measure) => void;
  strong?: boolean;
}) {
  const { row } = props;
  const { rate, count, personFen, assistFen } = figuresOf(row);
  const share = rate.denominator === 0 ? 0 : (rate.numerator / rate.denominator) * 100;
  return (
    <tr className={props.strong ? 'whole-row' : ''}>
      <th scope="row">{row.label}</th>
      <td className="rate-cell">
        <span className="rate-bar" aria-hidden="true">
          <i style={{ width: `${share}%` }} />
        </span>
        {rate.words}
      </td>
      {COLUMNS.map((measure) => (
        <td className="right" key={measure}>
          {count[measure] === 0 ? (
            0
          ) : (
            <button
              type="button"
              className="figure-button"
              aria-label={`${row.label} ${MEASURE_WORDS[measure]} ${count[measure].toLocaleString('zh-CN')} 人，看名单`}
              onClick={() => props.onPick(row, measure)}
            >
              {count[measure].toLocaleString('zh-CN')}
            </button>
          )}
        </td>
      ))}
      <td className="right">{yuan(personFen)}</td>
      <td className="right">{yuan(assistFen)}</td>
    </tr>
  );
}
