import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { CLASS_LABELS, type MigrationClass, WAY_LABELS, wayOf } from '#shared/migration/classes';
import { type MigrationPerson, shownNumber } from '#shared/migration/person';
import { NO_VILLAGE } from '#shared/migration/report';
import { Empty } from '../../ui/Empty';
import { WindowedRows } from '../../ui/WindowedRows';

/** Everybody of one class with reason and evidence; numbers are masked. */
export function PeopleOfClass(props: {
  code: MigrationClass;
  people: readonly MigrationPerson[];
  loading: boolean;
}) {
  const { code, people, loading } = props;
  const [wanted, setWanted] = useState('');
  const found = useMemo(() => {
    const text = wanted.trim();
    return text === ''
      ? people
      : people.filter(
          ({ name, village, householdId }) =>
            name.includes(text) || village.includes(text) || householdId.includes(text),
        );
  }, [people, wanted]);
  const title = `${CLASS_LABELS[code]}：${WAY_LABELS[wayOf(code)]}`;
  return (
    <>
      <div className="buttons unit-tabs">
        <Input
          style={{ width: 260 }}
          aria-label="按姓名、村或户号筛选"
          placeholder="按姓名、村或户号筛选"
          value={wanted}
          allowClear
          onChange={(event) => setWanted(event.target.value)}
        />
        <span className="mute">
          {title}，{found.length} 人
        </span>
      </div>
      {found.length === 0 ? (
        <div className="card">
          <Empty
            title={loading ? '正在取来名单…' : wanted === '' ? `没有“${CLASS_LABELS[code]}”的人` : '没有找到'}
          />
        </div>
      ) : (
        <WindowedRows
          label={title}
          rowClass="migration-row"
          headings={['行', '村、组', '户号', '姓名', '证件号码', '原因和线索']}
          items={found}
          rowPx={64}
          keyOf={({ n }) => String(n)}
          cells={(person) => (
            <>
              <td className="number" title={person.sheet}>
                {person.row}
              </td>
              <td className="cut">
                {person.village === '' ? NO_VILLAGE : person.village}
                {person.group}
              </td>
              <td className="number cut">{person.householdId}</td>
              <td className="cut">{person.name}</td>
              <td className="number cut">{shownNumber(person.certNo)}</td>
              <td>
                <span
                  className="text"
                  title={`${person.reason}${person.evidence.join('')}（${person.rule}）`}
                >
                  {person.reason}
                  <span className="mute">
                    {person.evidence.join('')}（{person.rule}）
                  </span>
                </span>
              </td>
            </>
          )}
        />
      )}
    </>
  );
}
