import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { RowState } from '#shared/batch/counts';
import { LIST_CLASS_CODES, LIST_CLASSES, type ListClass } from '#shared/lists/item';
import type { ListView, ListViewItem } from '../../desk/lists/api';
import { Empty } from '../../ui/Empty';
import { WindowedRows } from '../../ui/WindowedRows';
import { ListCounts } from './ListCounts';

const STATES: Record<RowState, { words: string; tone: string }> = {
  open: { words: '未核查', tone: '' },
  ready: { words: '可办', tone: 'ok' },
  warned: { words: '有提示', tone: 'warn' },
  refused: { words: '不能办', tone: 'no' },
  skipped: { words: '没有办', tone: '' },
  accepted: { words: '已办', tone: 'ok' },
};
const IDLE: Partial<Record<ListClass, { words: string; tone: string }>> = {
  same: { words: '不变', tone: '' },
  undecided: { words: '需核实', tone: 'warn' },
  unknown: { words: '查无此人', tone: 'warn' },
  wrong: { words: '有误', tone: 'no' },
};
const tagOf = ({ is, state }: ListViewItem) => IDLE[is] ?? STATES[state];

/** A list that was read: how it compares, what becomes of each row, and the step to take. */
export function OpenedList({ view }: { view: ListView }) {
  const { counts } = view;
  const [chosen, setChosen] = useState<ListClass | null>(null);
  const is = chosen ?? LIST_CLASS_CODES.find((code) => counts[code] > 0) ?? 'same';
  const items = useMemo(() => view.items.filter((item) => item.is === is), [view.items, is]);
  return (
    <>
      <ListCounts view={view} />
      <div className="unit-tabs">
        <Segmented<ListClass>
          aria-label="按结果筛选"
          options={LIST_CLASS_CODES.map((value) => ({
            value,
            label: `${LIST_CLASSES[value]} ${counts[value]}`,
          }))}
          value={is}
          onChange={setChosen}
        />
      </div>
      {items.length === 0 ? (
        <div className="card">
          <Empty title={`没有“${LIST_CLASSES[is]}”的人`} />
        </div>
      ) : (
        <WindowedRows
          label={`${LIST_CLASSES[is]} ${items.length} 人`}
          rowClass="list-row"
          headings={['位置', '姓名', '村', '结论', '说明']}
          items={items}
          rowPx={52}
          keyOf={({ key }) => key}
          cells={(item) => (
            <>
              <td className="cut" title={item.place}>
                {item.place || '不在名单上'}
              </td>
              <td className="cut">
                {item.personId === null ? (
                  item.name
                ) : (
                  <Link to={`/persons/${item.personId}`}>{item.name}</Link>
                )}
              </td>
              <td className="cut">{item.village}</td>
              <td>
                <span className={`tag ${tagOf(item).tone}`}>{tagOf(item).words}</span>
              </td>
              <td>
                <span className="text" title={item.text}>
                  {item.text}
                </span>
              </td>
            </>
          )}
        />
      )}
    </>
  );
}
