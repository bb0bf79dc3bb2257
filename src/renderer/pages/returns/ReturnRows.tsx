import type { RowState } from '#shared/batch/counts';
import type { BatchOutRow } from '#shared/rosterReturn/batchOut';
import type { ReturnState } from '#shared/rosterReturn/reconcile';
import type { ReturnViewRow } from '../../desk/rosterReturn/api';
import { WindowedRows } from '../../ui/WindowedRows';

const CHANGED: Record<RowState, { words: string; tone: string }> = {
  open: { words: '未核查', tone: '' },
  ready: { words: '可回收', tone: 'ok' },
  warned: { words: '有提示', tone: 'warn' },
  refused: { words: '不能办', tone: 'no' },
  skipped: { words: '没有办', tone: '' },
  accepted: { words: '已回收', tone: 'ok' },
};
const OTHERS: Record<Exclude<ReturnState, 'changed'>, { words: string; tone: string }> = {
  matched: { words: '没有变化', tone: '' },
  extra: { words: '多出', tone: 'warn' },
  illegible: { words: '读不准', tone: 'no' },
};
const tagOf = ({ is, state }: ReturnViewRow) => (is === 'changed' ? CHANGED[state] : OTHERS[is]);

/** Rows that were read, each with what becomes of it. */
export function ReturnRows({ rows }: { rows: readonly ReturnViewRow[] }) {
  return (
    <WindowedRows
      label="逐行核对"
      rowClass="return-row"
      headings={['位置', '行码', '姓名', '填写', '结论', '说明']}
      items={rows}
      rowPx={46}
      keyOf={({ place }) => place}
      cells={(row) => (
        <>
          <td className="cut" title={row.place}>
            {row.place}
          </td>
          <td className="number cut">{row.code}</td>
          <td className="cut">{row.name}</td>
          <td>
            <span className="text" title={row.what}>
              {row.what}
            </span>
          </td>
          <td>
            <span className={`tag ${tagOf(row).tone}`}>{tagOf(row).words}</span>
          </td>
          <td>
            <span className="text" title={row.text}>
              {row.text}
            </span>
          </td>
        </>
      )}
    />
  );
}

/** People of the batch of whom no row came back. */
export function MissingRows({ rows }: { rows: readonly BatchOutRow[] }) {
  return (
    <WindowedRows
      label="没有交回的人"
      rowClass="return-row missing"
      headings={['行码', '姓名', '说明']}
      items={rows}
      rowPx={40}
      keyOf={({ code }) => code}
      cells={(row) => (
        <>
          <td className="number">{row.code}</td>
          <td className="cut">{row.name}</td>
          <td className="mute">没有交回这一行，按没有核实处理。</td>
        </>
      )}
    />
  );
}
