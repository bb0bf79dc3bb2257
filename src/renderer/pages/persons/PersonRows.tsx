import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { Link } from 'react-router';
import type { PersonHit } from '../../desk/api';
import { SCROLLED } from '../../ui/scrolled';

const ROW_PX = 40;

/** A list of people; only the rows in sight are in the document. */
export function PersonRows({ hits, year }: { hits: readonly PersonHit[]; year: number }) {
  const box = useRef<HTMLTableSectionElement>(null);
  const rows = useVirtualizer({
    count: hits.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  return (
    <table className="card person-list" aria-label="人员" aria-rowcount={hits.length}>
      <thead>
        <tr className="person-row head">
          {[
            '姓名',
            '证件号码',
            '出生日期',
            '户籍地',
            '户号',
            `${year} 年度`,
            hits[0]?.by ? '匹配项' : '',
          ].map((label) => (
            <th scope="col" key={label}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="person-scroll" ref={box} {...SCROLLED}>
        <tr className="spacer" style={{ height: rows.getTotalSize() }} />
        {rows.getVirtualItems().map((item) => {
          const hit = hits[item.index];
          if (!hit) return null;
          return (
            <tr
              key={hit.id}
              className="person-row"
              aria-rowindex={item.index + 1}
              style={{ position: 'absolute', top: item.start, height: item.size, left: 0, right: 0 }}
            >
              <td className="cut">
                <Link to={`/persons/${encodeURIComponent(hit.id)}`}>{hit.name}</Link>
              </td>
              <td className="number">{hit.certNoMasked || '无证件号码'}</td>
              <td className="number">{hit.birthDate}</td>
              <td className="cut">{hit.place}</td>
              <td className="number cut">{hit.householdId}</td>
              <td className="cut">{hit.status}</td>
              <td className="mute">{hit.by}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
