import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { maskCertNo } from '#shared/codes/masking';
import type { Village } from '#shared/domain/region';
import { type Counted, MEASURE_WORDS, type Measure } from '#shared/statistics/counted';
import { peopleOf, type StatisticsRow } from '#shared/statistics/row';
import { byDoor } from '../../desk/roster';
import { WindowedRows } from '../../ui/WindowedRows';

/** A figure that was asked for. */
export interface Picked {
  readonly row: StatisticsRow;
  readonly measure: Measure;
}

/** The people behind a figure, masked, as many as the figure says. */
export function PickedPeople(props: { picked: Picked; villages: readonly Village[]; onClose: () => void }) {
  const { row, measure } = props.picked;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const villages = new Map(props.villages.map((village) => [village.id, village] as const));
  const order = new Map(props.villages.map(({ id }, at) => [id, at] as const));
  const people = peopleOf(row, measure).toSorted(
    (a, b) =>
      (order.get(a.person.villageCode) ?? 0) - (order.get(b.person.villageCode) ?? 0) ||
      byDoor(a.person, b.person),
  );
  const place = ({ person: { villageCode, group } }: Counted): string => {
    const village = villages.get(villageCode);
    return `${village?.name ?? villageCode}${village?.groups[group - 1] ?? `${group}社`}`;
  };
  return (
    <section
      className="full-page statistics-people"
      aria-label={`${row.label} ${MEASURE_WORDS[measure]}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.onClose();
      }}
    >
      <div className="campaign-views">
        <h2 ref={heading} tabIndex={-1}>
          {row.label} · {MEASURE_WORDS[measure]} {people.length.toLocaleString('zh-CN')} 人
        </h2>
        <Button onClick={props.onClose}>
          返回统计 <kbd>Esc</kbd>
        </Button>
      </div>
      <WindowedRows
        label={`${people.length} 人`}
        rowClass="statistics-person"
        headings={['姓名', '证件号码', '出生日期', '住址', '户号', '依据', '来源']}
        items={people}
        rowPx={36}
        keyOf={({ person }) => person.id}
        cells={(one) => (
          <>
            <td className="cut">
              <Link to={`/persons/${encodeURIComponent(one.person.id)}`}>{one.person.name}</Link>
            </td>
            <td className="number">
              {one.person.certNo === null ? '无证件号码' : maskCertNo(one.person.certNo)}
            </td>
            <td className="number">{one.person.birthDate}</td>
            <td className="cut">{place(one)}</td>
            <td className="number cut">{one.person.householdId}</td>
            <td className="cut" title={one.standing.evidence.words}>
              {one.standing.evidence.words}
            </td>
            <td className="cut" title={one.standing.evidence.source}>
              {one.standing.evidence.source}
            </td>
          </>
        )}
      />
    </section>
  );
}
