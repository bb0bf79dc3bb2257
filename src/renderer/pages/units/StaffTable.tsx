import { Checkbox } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { maskCertNo } from '#shared/codes/masking';
import { labelOf } from '#shared/codes/tables/index';
import { formatFen } from '#shared/domain/money';
import type { StaffMember } from '#shared/units/staff';
import type { UnitView } from '../../desk/units/api';
import { Empty } from '../../ui/Empty';
import { WindowedRows } from '../../ui/WindowedRows';
import { REASON_WORDS, STATUS_WORDS } from '../../ui/words';

/** Everybody with a relation to the unit; those who left on request. */
export function StaffTable({ view: { unit, staff } }: { view: UnitView }) {
  const [left, setLeft] = useState(false);
  const shown = left ? staff : staff.filter(({ relation }) => relation.status === 'ACTIVE');
  const active = staff.filter(({ relation }) => relation.status === 'ACTIVE').length;
  return (
    <>
      <div className="page-head">
        <span className="sum number">在保职工 {active} 人</span>
        {staff.length > active && (
          <Checkbox checked={left} onChange={(event) => setLeft(event.target.checked)}>
            也显示暂停和终止的（{staff.length - active} 人）
          </Checkbox>
        )}
      </div>
      {shown.length === 0 ? (
        <div className="card">
          <Empty title={`${unit.name}没有在保职工`}>用“职工参保登记”逐个登记，或点“批量”读入增减表。</Empty>
        </div>
      ) : (
        <WindowedRows
          label="职工名单"
          rowClass="staff-row"
          headings={['姓名', '证件号码', '性别', '参保状态', '状态起日', '最近基数', '备注']}
          items={shown}
          rowPx={38}
          keyOf={({ person }) => person.id}
          cells={(member) => <Cells member={member} />}
        />
      )}
    </>
  );
}

function Cells({ member: { person, relation } }: { member: StaffMember }) {
  const base = relation.bases?.at(-1);
  return (
    <>
      <td className="cut">
        <Link to={`/persons/${encodeURIComponent(person.id)}`}>{person.name}</Link>
      </td>
      <td className="number">{maskCertNo(person.certNo) || '无证件号码'}</td>
      <td>{labelOf('sex', person.sex)}</td>
      <td className="cut">
        {STATUS_WORDS[relation.status]}
        {relation.reason ? `（${REASON_WORDS[relation.reason]}）` : ''}
      </td>
      <td className="number">{relation.statusFrom}</td>
      <td className="number">
        {base === undefined ? '没有申报' : `${base.cycle} ${formatFen(base.baseFen)}`}
      </td>
      <td className="mute">{person.version === 0 ? '待平台确认' : ''}</td>
    </>
  );
}
