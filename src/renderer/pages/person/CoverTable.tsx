import type { CoverRow, Stretch } from '../../desk/coverYear';
import type { ShownReason } from '../../ui/ArticleDrawer';
import { traceWords } from '../../ui/traceWords';
import { openWords, periodWords, rowWords, stretchWords } from './coverWords';

/** The drawing as text: what stands from when to when, why, and under which article; then waits and gaps. */
export function CoverTable(props: {
  rows: readonly CoverRow[];
  year: number;
  onShow: (shown: ShownReason) => void;
}) {
  const { rows, year } = props;
  const gaps = rows.flatMap((row) => row.gaps.map((gap) => ({ row, gap })));
  const waits = rows.flatMap((row) => row.waits.map((wait) => ({ row, wait })));
  return (
    <>
      <table className="plain-table cover-table">
        <caption className="visually-hidden">{year} 年每天的待遇状态</caption>
        <thead>
          <tr>
            <th scope="col">险种</th>
            <th scope="col">起</th>
            <th scope="col">止</th>
            <th scope="col">状态</th>
            <th scope="col">为什么</th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row) =>
            row.stretches.map((stretch) => (
              <tr key={row.key + stretch.from}>
                <td>{rowWords(row)}</td>
                <td className="nowrap">{stretch.from}</td>
                <td className="nowrap">{stretch.until}</td>
                <td>{stretchWords(stretch)}</td>
                <td>
                  <Why stretch={stretch} onShow={props.onShow} />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      {waits.length > 0 && (
        <>
          <h3>等待期</h3>
          <ul className="questions">
            {waits.map(({ row, wait }) => (
              <li key={row.key + wait.period}>
                {rowWords(row)} {periodWords(wait.period)}起缴：
                {wait.open.length > 0 ? (
                  <span className="tone-warn">有没有等待期不能确定，还缺：{openWords(wait.open)}</span>
                ) : wait.first && wait.last ? (
                  <>
                    等待期 <span className="number">{`${wait.first} 至 ${wait.last}`}</span>，待遇从{' '}
                    <span className="number">{wait.benefitFrom}</span> 开始。{wait.reason}
                  </>
                ) : (
                  <>没有等待期。{wait.reason}</>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {gaps.length > 0 && (
        <>
          <h3>断缴</h3>
          <ul className="questions">
            {gaps.map(({ row, gap }) => (
              <li key={row.key + gap.from}>
                {rowWords(row)} <span className="number">{`${gap.from} 至 ${gap.until}`}</span>：{gap.reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Why({ stretch, onShow }: { stretch: Stretch; onShow: (shown: ShownReason) => void }) {
  const { found, unmet } = stretch;
  return (
    <>
      {stretch.state === 'ahead' && '按今天的资料：'}
      {stretch.text}
      {unmet.length > 0 && (
        <span className="mute">
          （未满足{unmet.length > 1 ? '，有一项即可' : ''}：{unmet.map(traceWords).join('；')}）
        </span>
      )}
      {found && (
        <button type="button" className="linklike" onClick={() => onShow(found)}>
          {found.reason.documentTitle} {found.reason.article} · {found.reason.rule} ›
        </button>
      )}
    </>
  );
}
