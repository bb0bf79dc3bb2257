import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';

/** A table of which only the rows in sight are in the document. `cells` gives one row's cells in the order of the headings. */
export function WindowedRows<T>(props: {
  label: string;
  /** Class of every row; its grid sets the columns. */
  rowClass: string;
  headings: readonly string[];
  items: readonly T[];
  rowPx: number;
  keyOf: (item: T) => string;
  cells: (item: T) => ReactNode;
}) {
  const box = useRef<HTMLTableSectionElement>(null);
  const rows = useVirtualizer({
    count: props.items.length,
    getScrollElement: () => box.current,
    estimateSize: () => props.rowPx,
    overscan: 12,
  });
  return (
    <table className="card person-list" aria-label={props.label} aria-rowcount={props.items.length}>
      <thead>
        <tr className={`${props.rowClass} head`}>
          {props.headings.map((heading) => (
            <th scope="col" key={heading}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard */}
      <tbody className="person-scroll" ref={box} tabIndex={0}>
        <tr className="spacer" style={{ height: rows.getTotalSize() }} />
        {rows.getVirtualItems().map((item) => {
          const one = props.items[item.index];
          if (one === undefined) return null;
          return (
            <tr
              key={props.keyOf(one)}
              className={props.rowClass}
              aria-rowindex={item.index + 1}
              style={{ position: 'absolute', top: item.start, height: item.size, left: 0, right: 0 }}
            >
              {props.cells(one)}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
