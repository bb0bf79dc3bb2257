import { Button, Segmented } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { formatFen } from '#shared/domain/money';
import type { UnitView } from '../../desk/units/api';
import { Empty } from '../../ui/Empty';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { Assessments } from './Assessments';
import { StaffTable } from './StaffTable';
import { UnitFacts } from './UnitFacts';
import { UnitMatters } from './UnitMatters';
import { UnitOperations } from './UnitOperations';

const TABS = ['职工名单', '核定和欠费', '登记资料', '办理记录'] as const;
type Tab = (typeof TABS)[number];

/** One page a unit: what is registered, who works there, what was assessed and what is owed, what can be done. */
export default function UnitPage() {
  const desk = useDesk();
  const { revision, day } = useDeskSnapshot();
  const { empNo = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((one) => one === params.get('tab')) ?? '职工名单';
  const view = useMemo(() => desk.unit.view(empNo), [desk, empNo, revision, day]);
  if (view === null) {
    return (
      <div className="card">
        <h1>单位</h1>
        <Empty title="本机资料里没有这个单位">
          可能不在本辖区，或是占位号已换发。<Link to="/units">回到单位列表</Link>重新查找。
        </Empty>
      </div>
    );
  }
  return (
    <div className="full-page unit-page">
      <Head view={view} />
      <UnitMatters view={view} />
      <div className="unit-tabs">
        <Segmented<Tab>
          aria-label="单位资料"
          options={[...TABS]}
          value={tab}
          onChange={(next) => setParams({ tab: next }, { replace: true })}
        />
      </div>
      {tab === '职工名单' && <StaffTable view={view} />}
      {tab === '核定和欠费' && <Assessments view={view} />}
      {tab === '登记资料' && <UnitFacts view={view} />}
      {tab === '办理记录' && <UnitOperations view={view} />}
    </div>
  );
}

function Head({ view }: { view: UnitView }) {
  const navigate = useNavigate();
  const { unit, arrearsFen, lateFeeFen } = view;
  return (
    <div className="page-head">
      <h1 className="name person-title">{unit.name}</h1>
      {unit.status === 'ENDED' ? (
        <span className="tag no">登记已结束{unit.ended === null ? '' : `（${unit.ended.on}）`}</span>
      ) : (
        <span className="tag ok">正常</span>
      )}
      {!view.confirmed && <span className="tag warn">⚠ 本机登记，待平台编号</span>}
      {arrearsFen > 0 && (
        <span className="tag no number">
          欠费 {formatFen(arrearsFen)}
          {lateFeeFen === null ? '' : ` · 滞纳金 ${formatFen(lateFeeFen)}`}
        </span>
      )}
      <span className="mute number">{unit.uscc ?? '没有统一社会信用代码'}</span>
      <Button
        className="push"
        type="primary"
        disabled={unit.status === 'ENDED'}
        onClick={() => navigate(`/units/${encodeURIComponent(unit.id)}/batch`)}
      >
        批量（读入表格）
      </Button>
    </div>
  );
}
