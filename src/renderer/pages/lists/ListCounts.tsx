import { Alert, Button } from 'antd';
import { useState } from 'react';
import { LIST_CLASS_CODES, LIST_CLASSES, type ListClass } from '#shared/lists/item';
import type { SecondPerson } from '#shared/lists/record';
import { listSource } from '#shared/lists/sources';
import type { ListView } from '../../desk/lists/api';
import { RunProgress } from '../../ui/batch/RunProgress';
import { WarnedReason } from '../../ui/batch/WarnedReason';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { LargeChange } from './LargeChange';

const PHASE_WORDS: Record<ListView['phase'], string> = {
  previewing: '正在逐人核查',
  ready: '已核查，等待确认',
  accepting: '正在办理',
  stopped: '已停止；已办的不受影响',
  done: '已办完',
};
const TONES: Record<ListClass, string> = {
  added: 'tone-ok',
  changed: 'tone-ok',
  cancelled: 'tone-warn',
  ended: 'tone-warn',
  same: 'tone-mute',
  undecided: 'tone-warn',
  unknown: 'tone-warn',
  wrong: 'tone-no',
};

/** The figures of a list, what stands against it, and the step to take. */
export function ListCounts({ view }: { view: ListView }) {
  const desk = useDesk();
  const { standing } = useDeskSnapshot();
  const [reason, setReason] = useState('');
  const [second, setSecond] = useState<SecondPerson>({ workNo: '', name: '', reason: '' });
  const [said, setSaid] = useState<string | null>(null);
  const { counts, run, phase, guard, breaker } = view;
  const stopped = standing?.accepts === false;
  const works = phase === 'previewing' || phase === 'accepting';
  const needsReason = run.warned > 0 && reason.trim() === '';
  const accept = async () => {
    const done = await desk.lists.accept({
      reason: reason.trim() || null,
      second: breaker.trips ? second : null,
    });
    setSaid(done.ok ? null : done.error.text);
  };
  const saveErrors = async () => {
    const saved = await desk.lists.saveErrors();
    if (!saved.ok) setSaid(saved.error.text);
    else if (saved.value.path !== null) setSaid(`需要核实的行已存为 ${saved.value.path}。`);
  };
  return (
    <section className="card batch-head" aria-label="核对结果">
      <p>
        {`${listSource(view.source).title}　${view.period}　`}
        <span className="mute">{view.fileName}</span>
        {'　读入 '}
        <b className="number">{counts.read}</b> 行
        {counts.offList > 0 && (
          <>
            ，另有 <b className="number">{counts.offList}</b> 人不在名单上
          </>
        )}
        。
      </p>
      {view.notices.map((notice) => (
        <Alert key={notice} type="info" showIcon title={notice} />
      ))}
      {view.trouble && <Alert type="error" showIcon title={view.trouble.text} />}
      {guard.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title="这份名单不按“全量”办理：只新增，不取消、不变更任何人。"
          description={
            <ul className="list-guard">
              {guard.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          }
        />
      )}
      <p className="batch-counts" role="status" aria-label="计数">
        {LIST_CLASS_CODES.map((code) => (
          <span key={code} className={TONES[code]}>
            {LIST_CLASSES[code]}
            <b>{counts[code]}</b>
          </span>
        ))}
        {run.accepted > 0 && (
          <span className="tone-ok">
            已办<b>{run.accepted}</b>
          </span>
        )}
        <span className="tag">{PHASE_WORDS[phase]}</span>
      </p>
      {works && <RunProgress counts={run} phase={phase} />}
      {breaker.trips && phase === 'ready' && (
        <LargeChange breaker={breaker} second={second} onSecond={setSecond} />
      )}
      {phase === 'ready' && run.warned > 0 && (
        <WarnedReason id="list-reason" warned={`${run.warned} 人`} reason={reason} onReason={setReason} />
      )}
      <div className="buttons">
        {phase === 'ready' && (
          <Button
            type="primary"
            disabled={run.ready === 0 || needsReason || stopped}
            onClick={() => void accept()}
          >
            {run.ready === 0 ? '没有要办理的' : `办理 ${run.ready} 人`}
          </Button>
        )}
        {works && <Button onClick={() => desk.lists.stop()}>停止</Button>}
        {view.errors > 0 && !works && (
          <Button onClick={() => void saveErrors()}>导出 {view.errors} 行需核实的…</Button>
        )}
        {stopped && <span className="tone-warn">现在停止受理，原因见页面上方。</span>}
        {said && <span role="status">{said}</span>}
      </div>
    </section>
  );
}
