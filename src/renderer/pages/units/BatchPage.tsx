import { Alert, Button, Segmented, Select } from 'antd';
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Link, useParams } from 'react-router';
import type { BatchView } from '../../desk/batch/api';
import { RunProgress } from '../../ui/batch/RunProgress';
import { useReading } from '../../ui/batch/useReading';
import { WarnedReason } from '../../ui/batch/WarnedReason';
import { WorkbookInput } from '../../ui/batch/WorkbookInput';
import { Empty } from '../../ui/Empty';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { BatchRows } from './BatchRows';

/** 批量: a unit's workbook, from choosing the file to the last row. */
export default function BatchPage() {
  const desk = useDesk();
  const { revision, standing } = useDeskSnapshot();
  const { empNo = '' } = useParams();
  const known = useMemo(() => desk.unit.view(empNo)?.unit ?? null, [desk, empNo, revision]);
  const batch = useSyncExternalStore(desk.batch.subscribe, desk.batch.snapshot);
  const box = useRef<HTMLInputElement>(null);
  const { reading, trouble, read } = useReading((ask) => {
    // What stood there is of another file.
    desk.batch.close();
    return desk.batch.open({ empNo: known?.id ?? empNo, ...ask });
  });
  if (known === null) {
    return (
      <div className="card">
        <h1>批量</h1>
        <Empty title="本机资料里没有这个单位">
          <Link to="/units">回到单位列表</Link>重新选择。
        </Empty>
      </div>
    );
  }
  const view = batch?.empNo === known.id ? batch : null;
  const busy = batch?.phase === 'accepting';
  return (
    <div className="full-page">
      <div className="page-head">
        <h1>批量</h1>
        <Link to={`/units/${encodeURIComponent(known.id)}`}>{known.name}</Link>
        <WorkbookInput label="单位交来的表格" box={box} onFile={(file) => void read(file)} />
        <Button
          type={view === null ? 'primary' : 'default'}
          loading={reading}
          disabled={busy}
          onClick={() => box.current?.click()}
        >
          {view === null ? '选择文件…' : '读入另一个文件…'}
        </Button>
        {view && <span className="mute cut">{view.fileName}</span>}
      </div>
      {trouble && <Alert className="unit-tabs" type="error" showIcon title={trouble} />}
      {busy && view === null && batch && (
        <Alert
          className="unit-tabs"
          type="info"
          showIcon
          title={`正在为${batch.unitName}受理另一个文件，办完后才能读入新的。`}
        />
      )}
      {view === null ? (
        <div className="card">
          <Empty title="读入单位交来的职工增减表、缴费工资申报或批量参保登记表">
            可以是 xlsx、xls 或
            csv。读入后先逐行给出结论，确认后才受理；同一个文件读两遍，第二遍不会重复办理。
          </Empty>
        </div>
      ) : (
        <Opened view={view} stopped={standing?.accepts === false} />
      )}
    </div>
  );
}

const FILTERS = {
  全部: null,
  可受理: 'ready',
  有提示: 'warned',
  有错: 'refused',
  跳过: 'skipped',
  已受理: 'accepted',
} as const;
type Filter = keyof typeof FILTERS;

function Opened({ view, stopped }: { view: BatchView; stopped: boolean }) {
  const desk = useDesk();
  const [filter, setFilter] = useState<Filter>('全部');
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const { counts, phase } = view;
  const state = FILTERS[filter];
  const rows = useMemo(
    () => (state === null ? view.rows : view.rows.filter((row) => row.state === state)),
    [view.rows, state],
  );
  const works = phase === 'previewing' || phase === 'accepting';
  const needsReason = counts.warned > 0 && reason.trim() === '';
  const saveErrors = async () => {
    const saved = await desk.batch.saveErrors();
    if (!saved.ok) setSaid(saved.error.text);
    else if (saved.value.path !== null)
      setSaid(`错误行已存为 ${saved.value.path}。改正标红的单元格后，读入那个文件即可。`);
  };
  return (
    <>
      <section className="card batch-head" aria-label="读入结果">
        <p>
          按“{view.layout}”读取工作表“{view.sheet}”，表头在第 {view.headingRow} 行。
          {view.notes > 0 && `${view.notes} 行合计、说明等没有作为人员。`}
          {view.unused.length > 0 && `没有用到的列：${view.unused.slice(0, 8).join('、')}。`}
          {view.otherSheets.length > 0 && (
            <>
              另有工作表：
              <Select
                size="small"
                aria-label="改读工作表"
                style={{ minWidth: 140 }}
                disabled={works}
                placeholder="改读…"
                options={view.otherSheets.map((name) => ({ value: name, label: name }))}
                onChange={(name: string) => void desk.batch.choose(name)}
              />
            </>
          )}
        </p>
        {view.notice && <Alert type="warning" showIcon title={view.notice} />}
        {view.trouble && <Alert type="error" showIcon title={view.trouble.text} />}
        <p className="batch-counts" role="status" aria-label="计数">
          <span>
            读入<b>{counts.read}</b>
          </span>
          <span className="tone-ok">
            已受理<b>{counts.accepted}</b>
          </span>
          <span className="tone-no">
            有错<b>{counts.refused}</b>
          </span>
          <span className="tone-mute">
            跳过<b>{counts.skipped}</b>
          </span>
          {counts.waiting > 0 && (
            <span>
              {phase === 'previewing' ? '还没看' : '待受理'}
              <b>{phase === 'previewing' ? counts.waiting - counts.ready : counts.ready}</b>
              {counts.warned > 0 && `（其中 ${counts.warned} 行有提示）`}
            </span>
          )}
          <span className="tag">{PHASE_WORDS[phase]}</span>
        </p>
        {works && <RunProgress counts={counts} phase={phase} />}
        {phase === 'ready' && counts.warned > 0 && (
          <WarnedReason
            id="batch-reason"
            warned={`${counts.warned} 行`}
            reason={reason}
            onReason={setReason}
          />
        )}
        <div className="buttons">
          {phase === 'ready' && (
            <Button
              type="primary"
              disabled={counts.ready === 0 || needsReason || stopped}
              onClick={() => void desk.batch.accept(reason.trim() || null)}
            >
              {counts.ready === 0 ? '没有可受理的行' : `受理 ${counts.ready} 行`}
            </Button>
          )}
          {works && <Button onClick={() => desk.batch.stop()}>停止</Button>}
          {counts.refused > 0 && !works && (
            <Button onClick={() => void saveErrors()}>导出 {counts.refused} 行错误…</Button>
          )}
          {needsReason && phase === 'ready' && counts.ready > 0 && (
            <span className="mute">先写明有提示的行仍然办理的理由。</span>
          )}
          {stopped && <span className="tone-warn">现在停止受理，原因见页面上方。</span>}
          {said && <span role="status">{said}</span>}
        </div>
      </section>
      <div className="unit-tabs">
        <Segmented<Filter>
          aria-label="按结论筛选"
          options={Object.keys(FILTERS) as Filter[]}
          value={filter}
          onChange={setFilter}
        />
      </div>
      {rows.length === 0 ? (
        <div className="card">
          <Empty title={`没有“${filter}”的行`} />
        </div>
      ) : (
        <BatchRows rows={rows} />
      )}
    </>
  );
}

const PHASE_WORDS: Record<BatchView['phase'], string> = {
  previewing: '正在逐行核查',
  ready: '已核查，等待确认',
  accepting: '正在受理',
  stopped: '已停止；已受理的不受影响',
  done: '已办完',
};
