import { Alert, Button, Segmented, Switch } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { excludedIn } from '#shared/campaign/count';
import { campaignYear } from '../../desk/coverStatus';
import { Empty } from '../../ui/Empty';
import { RevealDialog } from '../../ui/reveal/RevealDialog';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { DispatchDialog } from './DispatchDialog';
import { HandoutsView } from './HandoutsView';
import { OutView } from './OutView';
import { type ListedClass, PeopleTable } from './PeopleTable';
import { type Place, PlaceFields } from './PlaceFields';
import { RateLine } from './RateLine';
import { RosterTable } from './RosterTable';

type View = ListedClass | 'roster' | 'out' | 'handouts';
type Told = { type: 'success' | 'error' | 'info'; text: string };

/** 入户专项: who of a village or group is missing and why, who is out with whom, and the roster to take to the door. */
export default function CampaignPage() {
  const desk = useDesk();
  const { revision, day } = useDeskSnapshot();
  const villages = desk.villages();
  const [place, setPlace] = useState<Place>({
    villageId: villages[0]?.id ?? '',
    group: null,
    year: campaignYear(day),
  });
  const { villageId, group, year } = place;
  const [view, setView] = useState<View>('missing');
  /** The village whose numbers were asked for, and why; another one is masked again. */
  const [open, setOpen] = useState<{ villageId: string; reason: string } | null>(null);
  const reason = open?.villageId === villageId ? open.reason : null;
  const masked = reason === null;
  const [asking, setAsking] = useState<'reveal' | 'dispatch' | null>(null);
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const village = villages.find((v) => v.id === villageId);
  const campaignPlace = useMemo(() => ({ villageCode: villageId, group, year }), [villageId, group, year]);
  const count = useMemo(() => desk.campaign.count(campaignPlace), [desk, revision, day, campaignPlace]);
  const rows = useMemo(
    () =>
      view === 'roster' || view === 'out' || view === 'handouts'
        ? []
        : desk.campaign.list(campaignPlace, view),
    [desk, revision, day, campaignPlace, view],
  );
  const out = useMemo(() => desk.campaign.batches().reduce((sum, one) => sum + one.out, 0), [desk, revision]);
  const overdue = useMemo(() => desk.handouts.overdue().length, [desk, revision, day]);
  const roster = useMemo(
    () => (village && view === 'roster' ? desk.roster(villageId, group, { year, masked }) : null),
    [desk, revision, village, view, villageId, group, year, masked],
  );
  const households = useMemo(
    () => new Set(desk.personsOf(villageId, group).map(({ householdId }) => householdId)).size,
    [desk, revision, villageId, group],
  );
  const trouble = desk.campaign.trouble();

  const save = async () => {
    setBusy(true);
    const roster = desk.roster(villageId, group, { year, masked });
    const write = () => desk.saveRoster(roster);
    // Whole numbers that leave the desk are signed for; what is masked may hang on the wall.
    const saved =
      reason === null
        ? await write()
        : await desk.handouts.goesOut(
            {
              batchNo: null,
              villageCode: villageId,
              place: roster.unit,
              tier: 'office',
              form: 'workbook',
              copies: 1,
              people: roster.rows.length,
              receiver: roster.clerk,
              reason,
              watermark: '含完整证件号码，仅限内部使用，用后收回',
              due: desk.handouts.usualDue(),
            },
            write,
            ({ path }) => path !== null,
          );
    setBusy(false);
    if (!saved.ok) setTold({ type: 'error', text: saved.error.text });
    else if (saved.value.path === null) setTold({ type: 'info', text: '没有保存：您关闭了保存窗口。' });
    else setTold({ type: 'success', text: `花名册已保存到 ${saved.value.path}` });
  };

  if (!village) {
    return (
      <div className="card">
        <Empty title="还没有本辖区的村（居）资料">资料下载完成后即可制作花名册。</Empty>
      </div>
    );
  }
  return (
    <div className="full-page">
      <div className="page-head">
        <h1>入户专项</h1>
        <PlaceFields
          villages={villages}
          place={place}
          onChange={(next) => {
            setPlace(next);
            setTold(null);
          }}
        />
        <span>
          <Switch
            checked={masked}
            onChange={(on) => (on ? setOpen(null) : setAsking('reveal'))}
            id="masked"
            aria-label="证件号码打码"
          />{' '}
          <label htmlFor="masked">证件号码打码</label>
        </span>
        <Link className="push" to="/lists">
          导入名单
        </Link>
        <Link to="/rollover">年度结转</Link>
        <Button onClick={() => setAsking('dispatch')}>下放…</Button>
        <Button type="primary" loading={busy} disabled={count.registered === 0} onClick={() => void save()}>
          导出花名册
        </Button>
      </div>
      {told && (
        <Alert
          type={told.type}
          title={told.text}
          showIcon
          closable={{ onClose: () => setTold(null) }}
          style={{ marginBottom: 10 }}
        />
      )}
      {trouble && <Alert type="error" showIcon title={trouble} style={{ marginBottom: 10 }} />}
      {asking === 'reveal' && (
        <RevealDialog
          of={{ kind: 'village', id: villageId }}
          who={`${village.name}花名册`}
          fields={['certNo', 'phone']}
          onRevealed={(why) => {
            setAsking(null);
            setOpen({ villageId, reason: why });
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'dispatch' && (
        <DispatchDialog
          village={village}
          group={group}
          year={year}
          onClose={() => setAsking(null)}
          onDispatched={({ batch, leftOut }) => {
            setAsking(null);
            setView('out');
            setTold({
              type: 'success',
              text: `第 ${batch.no} 批已下放给${batch.receiver}，共 ${batch.people.length} 人${leftOut > 0 ? `；另有 ${leftOut} 人已在外，没有重复下放` : ''}。`,
            });
          }}
        />
      )}
      {!masked && (
        <Alert
          type="warning"
          showIcon
          title="导出的花名册将含完整证件号码，请按个人信息管理要求保管，用后收回。"
          style={{ marginBottom: 10 }}
        />
      )}
      {overdue > 0 && view !== 'handouts' && (
        <Alert
          type="warning"
          showIcon
          title={`有 ${overdue} 份花名册到期还没有交回。`}
          action={
            <Button size="small" onClick={() => setView('handouts')}>
              查看登记
            </Button>
          }
          style={{ marginBottom: 10 }}
        />
      )}
      <RateLine count={count} />
      <div className="campaign-views">
        <Segmented<View>
          aria-label="看哪一类"
          value={view}
          onChange={setView}
          options={[
            { value: 'missing', label: `未参保 ${count.missing}` },
            { value: 'unpaid', label: `催缴 ${count.unpaid}` },
            { value: 'excluded', label: `已在别处参保等 ${excludedIn(count)}` },
            { value: 'undecided', label: `待核 ${count.undecided}` },
            { value: 'roster', label: '花名册' },
            { value: 'out', label: `下放与收回${out > 0 ? ` ${out}` : ''}` },
            { value: 'handouts', label: `领用登记${overdue > 0 ? ` 逾期 ${overdue}` : ''}` },
          ]}
        />
        <p className="campaign-count number">
          <span>{households.toLocaleString('zh-CN')} 户</span>
          <span>{count.registered.toLocaleString('zh-CN')} 人</span>
          {roster?.synthetic && <span className="tag warn">⚠ 金额来自虚构参数</span>}
        </p>
      </div>
      {view === 'out' ? (
        <OutView onTold={(text) => setTold({ type: 'success', text })} />
      ) : view === 'handouts' ? (
        <HandoutsView onTold={(text) => setTold({ type: 'success', text })} />
      ) : view === 'roster' ? (
        roster && roster.rows.length > 0 ? (
          <RosterTable rows={roster.rows} />
        ) : (
          <div className="card">
            <Empty title="这里没有在册人员">请选择其他村或社。</Empty>
          </div>
        )
      ) : (
        <PeopleTable
          of={view}
          rows={rows}
          masked={masked}
          groupName={(n) => village.groups[n - 1] ?? String(n)}
        />
      )}
    </div>
  );
}
