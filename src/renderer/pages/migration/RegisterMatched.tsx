import { Button, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { RowState } from '#shared/batch/counts';
import { maskCertNo } from '#shared/codes/masking';
import { resRegisterForm } from '#shared/matters/forms/resRegister.form';
import { NO_VILLAGE } from '#shared/migration/report';
import type { MigrationView } from '../../desk/migration/api';
import { RunProgress } from '../../ui/batch/RunProgress';
import { WarnedReason } from '../../ui/batch/WarnedReason';
import { Empty } from '../../ui/Empty';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { WindowedRows } from '../../ui/WindowedRows';

const ALL = '';
const REASONS = [
  { value: '', label: '集中期内，不用填' },
  ...(resRegisterForm.fields.find(({ name }) => name === 'outsideWindowReason')?.options ?? []),
];
const STATES: Record<RowState, { words: string; tone: string }> = {
  open: { words: '未核查', tone: '' },
  ready: { words: '可登记', tone: 'ok' },
  warned: { words: '有提示', tone: 'warn' },
  refused: { words: '不能登记', tone: 'no' },
  skipped: { words: '跳过', tone: '' },
  accepted: { words: '已受理', tone: 'ok' },
};
const FILTERS = ['全部', ...Object.values(STATES).map(({ words }) => words)].filter(
  (words) => words !== '未核查',
);
const PHASES: Partial<Record<MigrationView['phase'], string>> = {
  previewing: '正在逐人核查',
  ready: '已核查，等待确认',
  accepting: '正在受理',
  stopped: '已停止；已受理的不受影响',
  done: '已办完',
};

/** Registration (居民参保登记) of the matched people of a village, or of all: looked at first, then accepted with a receipt each. */
export function RegisterMatched({ view }: { view: MigrationView }) {
  const desk = useDesk();
  const { standing } = useDeskSnapshot();
  const [village, setVillage] = useState(ALL);
  const [outside, setOutside] = useState('');
  const [reason, setReason] = useState('');
  const { report, counts, phase } = view;
  const [filter, setFilter] = useState('全部');
  const rows = useMemo(
    () => (filter === '全部' ? view.rows : view.rows.filter(({ state }) => STATES[state].words === filter)),
    [view.rows, filter],
  );
  const works = phase === 'previewing' || phase === 'accepting';
  const villages = report.villages.filter(({ classes }) => classes.MATCHED > 0);
  const stopped = standing?.accepts === false;
  const needsReason = (counts?.warned ?? 0) > 0 && reason.trim() === '';
  return (
    <>
      <section className="card batch-head" aria-label="登记相符的人">
        <div className="buttons">
          <Select
            aria-label="登记哪个村"
            style={{ width: 240 }}
            disabled={works}
            value={village}
            options={[
              { value: ALL, label: `全部村（${report.classes.MATCHED} 人）` },
              ...villages.map((one) => ({
                value: one.village,
                label: `${one.village}（${one.classes.MATCHED} 人）`,
              })),
            ]}
            onChange={setVillage}
          />
          <Select
            aria-label="集中期外参保原因"
            style={{ width: 200 }}
            disabled={works}
            value={outside}
            options={REASONS}
            onChange={setOutside}
          />
          <Button
            type={phase === 'ready' ? 'default' : 'primary'}
            disabled={works || phase === 'loading' || report.classes.MATCHED === 0}
            onClick={() =>
              void desk.migration.preview({
                village: village === ALL ? null : village === NO_VILLAGE ? '' : village,
                outsideWindowReason: outside === '' ? null : outside,
              })
            }
          >
            逐人核查
          </Button>
          {works && <Button onClick={() => desk.migration.stop()}>停止</Button>}
        </div>
        {counts && (
          <p className="batch-counts" role="status" aria-label="登记计数">
            <span>
              共<b>{counts.read}</b>
            </span>
            <span className="tone-ok">
              已受理<b>{counts.accepted}</b>
            </span>
            <span className="tone-no">
              不能登记<b>{counts.refused}</b>
            </span>
            <span className="tone-mute">
              跳过<b>{counts.skipped}</b>
            </span>
            <span>
              可登记<b>{counts.ready}</b>
              {counts.warned > 0 && `（其中 ${counts.warned} 人有提示）`}
            </span>
            <span className="tag">{PHASES[phase] ?? '等待核查'}</span>
          </p>
        )}
        {counts && works && <RunProgress counts={counts} phase={phase} />}
        {phase === 'ready' && (counts?.warned ?? 0) > 0 && (
          <WarnedReason
            id="migration-reason"
            warned={`${counts?.warned} 人`}
            reason={reason}
            onReason={setReason}
          />
        )}
        {phase === 'ready' && (
          <div className="buttons">
            <Button
              type="primary"
              disabled={counts?.ready === 0 || needsReason || stopped}
              onClick={() => void desk.migration.accept(reason.trim() || null)}
            >
              {counts?.ready === 0 ? '没有可登记的人' : `登记 ${counts?.ready} 人`}
            </Button>
            {needsReason && <span className="mute">先写明有提示的人仍然办理的理由。</span>}
            {stopped && <span className="tone-warn">现在停止受理，原因见页面上方。</span>}
          </div>
        )}
        <p className="mute">
          登记的是核对相符的人，逐人受理、各有回执；办过的再办一次不会重复。没有受理完的，重新读入同样的文件接着办。
        </p>
      </section>
      {view.rows.length > 0 && (
        <div className="unit-tabs">
          <Segmented aria-label="按结论筛选" options={FILTERS} value={filter} onChange={setFilter} />
        </div>
      )}
      {view.rows.length > 0 && rows.length === 0 && (
        <div className="card">
          <Empty title={`没有“${filter}”的人`} />
        </div>
      )}
      {rows.length > 0 && (
        <WindowedRows
          label="逐人结论"
          rowClass="migration-done"
          headings={['姓名', '证件号码', '村、组', '结论', '说明']}
          items={rows}
          rowPx={46}
          keyOf={({ n }) => String(n)}
          cells={(row) => (
            <>
              <td className="cut">{row.name}</td>
              <td className="number cut">{maskCertNo(row.certNo)}</td>
              <td className="cut">{row.place}</td>
              <td>
                <span className={`tag ${STATES[row.state].tone}`}>{STATES[row.state].words}</span>
              </td>
              <td>
                <span className="text" title={row.text}>
                  {row.text}
                </span>
              </td>
            </>
          )}
        />
      )}
    </>
  );
}
