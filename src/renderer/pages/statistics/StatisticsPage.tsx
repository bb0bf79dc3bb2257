import { Alert, Button, InputNumber, Progress, Segmented, Select } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { MEASURE_WORDS, type Measure } from '#shared/statistics/counted';
import { figuresOf, type StatisticsRow } from '#shared/statistics/row';
import { campaignYear } from '../../desk/coverStatus';
import { Empty } from '../../ui/Empty';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { RateLine } from '../campaign/RateLine';
import { FiguresTable } from './FiguresTable';
import { GoalLine } from './GoalLine';
import { type Picked, PickedPeople } from './PickedPeople';
import { RateChart } from './RateChart';
import { ReportPreview } from './ReportPreview';
import { SaveReport } from './SaveReport';
import { useStatistics } from './useStatistics';
import { ROW_WORDS, type StatisticsView, tableFor, VIEW_WORDS, VIEWS } from './views';

/** 统计: enrolment and payment of an insured year by village, group, category, identity and clerk; every figure lists its people. */
export default function StatisticsPage() {
  const desk = useDesk();
  const { day, revision } = useDeskSnapshot();
  const villages = desk.villages();
  const [year, setYear] = useState(() => campaignYear(day));
  const [view, setView] = useState<StatisticsView>('village');
  const [villageId, setVillageId] = useState(villages[0]?.id ?? '');
  const [picked, setPicked] = useState<Picked | null>(null);
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const [printing, setPrinting] = useState(false);
  /** The figure that opened the list, and gets the cursor back. */
  const opener = useRef<string | null>(null);
  const { people, done, total } = useStatistics(year);
  const village = villages.find(({ id }) => id === villageId) ?? villages[0];
  const ask = useMemo(
    () => people && village && { people, villages, village, year, statistics: desk.statistics },
    [people, villages, village, year, desk],
  );
  const table = useMemo(() => ask && tableFor(view, ask), [ask, view, revision]);
  const township = useMemo(() => people && { key: 'whole', label: '全辖区', members: people }, [people]);
  const count = useMemo(() => township && figuresOf(township), [township]);
  const goal = useMemo(() => desk.statistics.goal(), [desk, day, revision]);
  const duplicates = desk.duplicates.open();

  const pick = (row: StatisticsRow, measure: Measure) => {
    opener.current = document.activeElement?.getAttribute('aria-label') ?? null;
    setPicked({ row, measure });
  };
  const close = () => {
    setPicked(null);
    requestAnimationFrame(() => {
      const label = opener.current;
      const back = label && document.querySelector<HTMLElement>(`main [aria-label="${CSS.escape(label)}"]`);
      if (back) back.focus();
    });
  };

  if (!village)
    return (
      <div className="card">
        <Empty title="还没有本辖区的村（居）资料">资料下载完成后即可统计。</Empty>
      </div>
    );
  return (
    <div className="full-page">
      <div className="page-head">
        <h1>统计</h1>
        <InputNumber
          style={{ width: 130 }}
          aria-label="参保年度"
          suffix="年度"
          min={2000}
          max={2100}
          precision={0}
          value={year}
          onChange={(next) => {
            if (!next) return;
            setYear(next);
            setPicked(null);
          }}
        />
        <Segmented<StatisticsView>
          aria-label="怎样分"
          value={view}
          onChange={(next) => {
            setView(next);
            setPicked(null);
          }}
          options={VIEWS.map((value) => ({ value, label: VIEW_WORDS[value] }))}
        />
        {view === 'group' && (
          <Select
            style={{ width: 150 }}
            aria-label="村（居）"
            showSearch={{ optionFilterProp: 'label' }}
            value={village.id}
            options={villages.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              setVillageId(id);
              setPicked(null);
            }}
          />
        )}
        <Button className="push" disabled={!ask} onClick={() => setSaving(true)}>
          导出月报…
        </Button>
        <Button type="primary" disabled={!ask} onClick={() => setPrinting(true)}>
          打印报表
        </Button>
      </div>
      {saved && (
        <Alert
          className="unit-tabs"
          type="success"
          showIcon
          title={`月报已保存到 ${saved}。`}
          closable={{ onClose: () => setSaved(null) }}
        />
      )}
      {!table || !count || !township ? (
        <div className="card" role="status">
          <p>
            正在统计本辖区：{done} / {total} 个村（居）
          </p>
          <Progress percent={total === 0 ? 0 : (done / total) * 100} showInfo={false} aria-label="统计进度" />
        </div>
      ) : picked ? (
        <PickedPeople picked={picked} villages={villages} onClose={close} />
      ) : (
        <>
          <RateLine count={count.rate.parts} />
          <p className="statistics-line number">
            <GoalLine goal={goal} paid={count.count.paid} asked={count.count.asked} />
            <button
              type="button"
              className="figure-button"
              aria-label={`全辖区${MEASURE_WORDS.lapsed} ${count.count.lapsed.toLocaleString('zh-CN')} 人，看名单`}
              disabled={count.count.lapsed === 0}
              onClick={() => pick(township, 'lapsed')}
            >
              {MEASURE_WORDS.lapsed} {count.count.lapsed.toLocaleString('zh-CN')} 人
            </button>
            <Link to="/inbox/duplicates">
              疑似重复 {duplicates.pairs.length} 对{duplicates.done ? '' : '（还在查找）'}
            </Link>
          </p>
          <div className="statistics-body">
            <FiguresTable
              table={table}
              heading={ROW_WORDS[view]}
              label={`${year} 年度${VIEW_WORDS[view]}`}
              onPick={pick}
            />
            <RateChart
              rows={table.rows}
              goalShare={goal?.kind === 'rate' ? goal.value : null}
              label={`${VIEW_WORDS[view]}的柱状图：应参保的人里各有多少已缴费、催缴、未参保、待核；数字见表格`}
              onPick={pick}
            />
          </div>
        </>
      )}
      {saving && ask && (
        <SaveReport
          ask={ask}
          onSaved={(path) => {
            setSaving(false);
            setSaved(path);
          }}
          onClose={() => setSaving(false)}
        />
      )}
      {printing && ask && <ReportPreview ask={ask} goal={goal} onClose={() => setPrinting(false)} />}
    </div>
  );
}
