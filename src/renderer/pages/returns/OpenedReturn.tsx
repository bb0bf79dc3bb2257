import { Alert, Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { ReturnView } from '../../desk/rosterReturn/api';
import { RunProgress } from '../../ui/batch/RunProgress';
import { WarnedReason } from '../../ui/batch/WarnedReason';
import { Empty } from '../../ui/Empty';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { MissingRows, ReturnRows } from './ReturnRows';

/** What the rows are looked through by. */
const FILTERS = {
  有变化: 'changed',
  读不准: 'illegible',
  多出: 'extra',
  没有变化: 'matched',
  没交回: 'missing',
} as const;
type Filter = keyof typeof FILTERS;

const PHASE_WORDS: Record<ReturnView['phase'], string> = {
  previewing: '正在逐行核查',
  ready: '已核查，等待确认',
  accepting: '正在办理',
  stopped: '已停止；已办的不受影响',
  done: '已办完',
};

/** A roster that was read: how it compares with the batch, what becomes of each row, and the step to take. */
export function OpenedReturn({ view }: { view: ReturnView }) {
  const [filter, setFilter] = useState<Filter>('有变化');
  const { counts } = view;
  const numbers: Record<Filter, number> = {
    有变化: counts.changed,
    读不准: counts.illegible,
    多出: counts.extra,
    没有变化: counts.matched,
    没交回: counts.missing,
  };
  const is = FILTERS[filter];
  const rows = useMemo(() => view.rows.filter((row) => row.is === is), [view.rows, is]);
  return (
    <>
      <Counts view={view} />
      <div className="unit-tabs">
        <Segmented<Filter>
          aria-label="按核对结果筛选"
          options={(Object.keys(FILTERS) as Filter[]).map((value) => ({
            value,
            label: `${value} ${numbers[value]}`,
          }))}
          value={filter}
          onChange={setFilter}
        />
      </div>
      {numbers[filter] === 0 ? (
        <div className="card">
          <Empty title={`没有“${filter}”的行`} />
        </div>
      ) : is === 'missing' ? (
        <MissingRows rows={view.missing} />
      ) : (
        <ReturnRows rows={rows} />
      )}
    </>
  );
}

function Counts({ view }: { view: ReturnView }) {
  const desk = useDesk();
  const { standing } = useDeskSnapshot();
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const { counts, run, phase } = view;
  const stopped = standing?.accepts === false;
  const works = phase === 'previewing' || phase === 'accepting';
  const needsReason = run.warned > 0 && reason.trim() === '';
  const saveErrors = async () => {
    const saved = await desk.rosterReturn.saveErrors();
    if (!saved.ok) setSaid(saved.error.text);
    else if (saved.value.path !== null)
      setSaid(`没有回收的行已存为 ${saved.value.path}。改正标红的单元格后，读入那个文件即可。`);
  };
  return (
    <section className="card batch-head" aria-label="核对结果">
      <p>
        {view.villageName} {view.year} 年度第 <span className="number">{view.batchNo}</span> 批：下放{' '}
        <b className="number">{counts.batch}</b> 人，读入 <b className="number">{counts.read}</b> 行。
        {counts.missing > 0 && `${counts.missing} 人没有交回，按没有核实处理，不停任何人的保。`}
      </p>
      {view.notices.map((notice) => (
        <Alert key={notice} type="info" showIcon title={notice} />
      ))}
      {view.trouble && <Alert type="error" showIcon title={view.trouble.text} />}
      <p className="batch-counts" role="status" aria-label="计数">
        <span className="tone-ok">
          有变化<b>{counts.changed}</b>
        </span>
        <span>
          没有变化<b>{counts.matched}</b>
        </span>
        <span className="tone-no">
          读不准<b>{counts.illegible}</b>
        </span>
        <span className="tone-warn">
          多出<b>{counts.extra}</b>
        </span>
        <span className="tone-mute">
          没交回<b>{counts.missing}</b>
        </span>
        {run.accepted > 0 && (
          <span className="tone-ok">
            已办<b>{run.accepted}</b>
          </span>
        )}
        {run.refused > 0 && (
          <span className="tone-no">
            不能办<b>{run.refused}</b>
          </span>
        )}
        <span className="tag">{PHASE_WORDS[phase]}</span>
      </p>
      {works && <RunProgress counts={run} phase={phase} />}
      {phase === 'ready' && run.warned > 0 && (
        <WarnedReason id="return-reason" warned={`${run.warned} 行`} reason={reason} onReason={setReason} />
      )}
      <div className="buttons">
        {phase === 'ready' && (
          <Button
            type="primary"
            disabled={run.ready === 0 || needsReason || stopped}
            onClick={() => void desk.rosterReturn.accept(reason.trim() || null)}
          >
            {run.ready === 0 ? '没有可回收的行' : `回收 ${run.ready} 行`}
          </Button>
        )}
        {works && <Button onClick={() => desk.rosterReturn.stop()}>停止</Button>}
        {view.errors > 0 && !works && (
          <Button onClick={() => void saveErrors()}>导出 {view.errors} 行没有回收的…</Button>
        )}
        {needsReason && phase === 'ready' && run.ready > 0 && (
          <span className="mute">先写明有提示的行仍然办理的理由。</span>
        )}
        {stopped && <span className="tone-warn">现在停止受理，原因见页面上方。</span>}
        {said && <span role="status">{said}</span>}
      </div>
    </section>
  );
}
