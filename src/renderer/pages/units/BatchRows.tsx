import type { RowState } from '#shared/batch/counts';
import { maskCertNo } from '#shared/codes/masking';
import type { BatchRow } from '../../desk/batch/api';
import { WindowedRows } from '../../ui/WindowedRows';

const STATES: Record<RowState, { words: string; tone: string }> = {
  open: { words: '未核查', tone: '' },
  ready: { words: '可受理', tone: 'ok' },
  warned: { words: '有提示', tone: 'warn' },
  refused: { words: '有错', tone: 'no' },
  skipped: { words: '跳过', tone: '' },
  accepted: { words: '已受理', tone: 'ok' },
};

const textOf = ({ text, faults }: BatchRow): string =>
  faults.length > 0 ? faults.map((fault) => fault.text).join('') : text;

/** Every row with its decision. */
export function BatchRows({ rows }: { rows: readonly BatchRow[] }) {
  return (
    <WindowedRows
      label="逐行结论"
      rowClass="batch-row"
      headings={['行', '姓名', '证件号码', '办理', '结论', '说明']}
      items={rows}
      rowPx={46}
      keyOf={({ row }) => String(row)}
      cells={(row) => (
        <>
          <td className="number">{row.row}</td>
          <td className="cut">{row.name}</td>
          <td className="number cut">{maskCertNo(row.certNo)}</td>
          <td className="cut">{row.what}</td>
          <td>
            <span className={`tag ${STATES[row.state].tone}`}>{STATES[row.state].words}</span>
          </td>
          <td>
            <span className="text" title={textOf(row)}>
              {textOf(row)}
            </span>
          </td>
        </>
      )}
    />
  );
}
