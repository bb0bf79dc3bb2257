import { Alert, Button, InputNumber, Progress } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { yearOf } from '#shared/domain/civilDate';
import type { RolloverView } from '../../desk/rollover/rolloverDesk';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Empty } from '../../ui/Empty';
import { officeOf } from '../../ui/office';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { PastRollovers } from './PastRollovers';
import { RolledPeople } from './RolledPeople';
import { RolloverFigures } from './RolloverFigures';

/** 年度结转: what the next insured year changes for everybody, looked at first, then carried out. */
export default function RolloverPage() {
  const desk = useDesk();
  const { day, desk: state } = useDeskSnapshot();
  const view = useSyncExternalStore(desk.rollover.subscribe, desk.rollover.snapshot);
  const [to, setTo] = useState(view?.to ?? yearOf(day) + 1);
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState<{ ok: boolean; text: string } | null>(null);
  const [carried, setCarried] = useState(0);
  useEffect(() => () => desk.rollover.stop(), [desk]);
  const look = async () => {
    setSaid(null);
    const done = await desk.rollover.dryRun(to);
    if (!done.ok) setSaid({ ok: false, text: done.error.text });
  };
  const save = async () => {
    const saved = await desk.rollover.save(officeOf(state));
    if (!saved.ok) setSaid({ ok: false, text: saved.error.text });
    else if (saved.value.path !== null) setSaid({ ok: true, text: `核对表已保存到 ${saved.value.path}。` });
  };
  const hindrances = view?.phase === 'counted' ? desk.rollover.hindrances() : [];
  return (
    <div className="full-page">
      <div className="page-head">
        <h1>年度结转</h1>
        <Link to="/campaign">入户专项</Link>
        <InputNumber
          style={{ width: 130 }}
          aria-label="结转到的年度"
          suffix="年度"
          min={2000}
          max={2100}
          precision={0}
          value={to}
          disabled={view?.phase === 'counting'}
          onChange={(next) => next && setTo(next)}
        />
        <Button
          type={view?.phase === 'counted' ? 'default' : 'primary'}
          loading={view?.phase === 'counting'}
          onClick={() => void look()}
        >
          先核对
        </Button>
        {view?.phase === 'counting' && <Button onClick={() => desk.rollover.stop()}>停止</Button>}
        {view?.phase === 'counted' && (
          <>
            <Button className="push" onClick={() => void save()}>
              导出核对表…
            </Button>
            <Button type="primary" disabled={hindrances.length > 0} onClick={() => setAsking(true)}>
              结转到 {view.to} 年度…
            </Button>
          </>
        )}
      </div>
      {said && (
        <Alert className="unit-tabs" type={said.ok ? 'success' : 'error'} showIcon title={said.text} />
      )}
      {hindrances.length > 0 && (
        <Alert
          className="unit-tabs"
          type="warning"
          showIcon
          title="现在还不能结转"
          description={
            <ul className="list-guard">
              {hindrances.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          }
        />
      )}
      <Body view={view} carried={carried} />
      {asking && view && (
        <ConfirmDialog
          title={`结转到 ${view.to} 年度？`}
          text={`结转后，入户专项里 ${view.to - 1} 年度及以前的名单只能查看，不能再下放、录入。不替任何人登记、缴费或停保；每人 ${view.to} 年度的参保仍要逐人登记。这一步不能撤销。`}
          confirm="结转"
          onCancel={() => setAsking(false)}
          onDone={async () => {
            const done = await desk.rollover.carryOut();
            if (!done.ok) return done.error.text;
            setAsking(false);
            setCarried((n) => n + 1);
            setSaid({ ok: true, text: `已结转到 ${view.to} 年度。` });
            return null;
          }}
        />
      )}
    </div>
  );
}

function Body({ view, carried }: { view: RolloverView | null; carried: number }) {
  if (view === null || view.phase === 'stopped')
    return (
      <>
        <div className="card">
          <Empty title={view === null ? '先核对，再结转' : '核对已停止'}>
            逐人核对新年度的标准、集中缴费期、谁失去资助身份、谁变了类别、还要办什么。核对不改变任何人的资料。
          </Empty>
        </div>
        <PastRollovers key={carried} />
      </>
    );
  if (view.phase === 'counting')
    return (
      <div className="card" role="status">
        <p>
          正在核对：{view.done} / {view.total} 个村（居）
        </p>
        <Progress
          percent={view.total === 0 ? 0 : (view.done / view.total) * 100}
          showInfo={false}
          aria-label="核对进度"
        />
      </div>
    );
  return (
    <>
      <RolloverFigures view={view} />
      <RolledPeople people={view.people} />
      <PastRollovers key={carried} />
    </>
  );
}
