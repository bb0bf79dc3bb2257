import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { RosterRow } from '#shared/roster';
import { SCROLLED } from '../../ui/scrolled';

const COLUMNS: { key: keyof RosterRow; label: string; number?: true }[] = [
  { key: 'household', label: '户号', number: true },
  { key: 'group', label: '社' },
  { key: 'name', label: '姓名' },
  { key: 'relation', label: '关系' },
  { key: 'sex', label: '性别' },
  { key: 'birthDate', label: '出生日期', number: true },
  { key: 'certNo', label: '证件号码', number: true },
  { key: 'phone', label: '电话', number: true },
  { key: 'personType', label: '人员类别' },
  { key: 'identity', label: '特殊身份' },
  { key: 'status', label: '状态' },
  { key: 'dueYuan', label: '应缴（元）', number: true },
];
const ROW_PX = 34;

/** The roster as it will be written; only the rows in sight are in the document. */
export function RosterTable({ rows }: { rows: readonly RosterRow[] }) {
  const box = useRef<HTMLTableSectionElement>(null);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 15,
  });
  return (
    <table className="card person-list" aria-label="花名册预览" aria-rowcount={rows.length}>
      <thead>
        <tr className="roster-row head">
          {COLUMNS.map(({ key, label }) => (
            <th scope="col" key={key} className="cut">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="person-scroll" ref={box} {...SCROLLED}>
        <tr className="spacer" style={{ height: lines.getTotalSize() }} />
        {lines.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const newHousehold = rows[item.index - 1]?.household !== row.household;
          return (
            <tr
              key={item.index}
              className={`roster-row ${newHousehold ? 'first' : ''}`}
              aria-rowindex={item.index + 1}
              style={{ position: 'absolute', top: item.start, height: item.size, left: 0, right: 0 }}
            >
              {COLUMNS.map(({ key, number }) => (
                <td key={key} className={`cut ${number ? 'number' : ''}`} title={row[key]}>
                  {key === 'household' && !newHousehold ? '' : row[key]}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
