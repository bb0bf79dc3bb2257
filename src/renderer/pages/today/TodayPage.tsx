import { Button, Progress } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { excludedIn } from '#shared/campaign/count';
import { campaignYear } from '../../desk/coverStatus';
import { Empty } from '../../ui/Empty';
import { lapse, shortMoment } from '../../ui/moments';
import { SagaWatch } from '../../ui/SagaWatch';
import { StateTag } from '../../ui/StateTag';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { useNow } from '../../ui/useNow';
import { ComingDeadlines } from './ComingDeadlines';
import { PapersDue } from './PapersDue';
import { RecoveryReminder } from './RecoveryReminder';
import { useCampaignRate } from './useCampaignRate';

const LATEST = 8;

/** 今日: what was done, what needs a clerk, how the campaign stands, how old the data are. */
export function TodayPage() {
  const desk = useDesk();
  const navigate = useNavigate();
  const { counts, day, mirror, revision, drafts, sagaDrafts, desk: state } = useDeskSnapshot();
  const unfinished = drafts.length + sagaDrafts.length;
  const now = useNow();
  const year = campaignYear(day);
  const campaign = useCampaignRate(year);
  const today = useMemo(
    () =>
      desk
        .operations()
        .filter((o) => o.operation.day === day)
        .toSorted((a, b) => b.operation.seq - a.operation.seq),
    [desk, day, revision],
  );
  const inbox = useMemo(() => desk.inbox(), [desk, revision]);
  const share = campaign && campaign.denominator > 0 ? (campaign.numerator / campaign.denominator) * 100 : 0;
  return (
    <>
      <div className="page-head">
        <h1>今日</h1>
        <span className="tag">业务日期 {day}</span>
        <Button className="push" type="primary" onClick={() => navigate('/counter')}>
          开始受理
        </Button>
      </div>
      <RecoveryReminder />
      <div className="figures">
        <Figure value={counts.acceptedToday} label="本日受理（笔）" />
        <Figure value={counts.queued} label="待上传（笔）" />
        <Figure value={counts.held} label="等待前一笔（笔）" />
        <Figure
          value={counts.needsClerk}
          label="需要处理（笔）"
          tone={counts.needsClerk > 0 ? 'no' : undefined}
        />
      </div>
      <div className="cards two">
        <div className="cards">
          {' '}
          <section className="card">
            <h2>本日受理</h2>
            {today.length === 0 ? (
              <Empty title="今天还没有受理业务">按 Ctrl K 查找人员，或从“窗口受理”开始。</Empty>
            ) : (
              <table className="plain-table">
                <tbody>
                  {today.slice(0, LATEST).map((o) => (
                    <tr key={o.operation.opId}>
                      <td className="name">{o.who}</td>
                      <td>{o.matterLabel}</td>
                      <td className="right">
                        <StateTag operation={o} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {today.length > LATEST && <Link to="/sync">全部 {today.length} 笔 ›</Link>}
          </section>
          <section className="card">
            <h2>本机资料</h2>
            {mirror ? (
              <p>
                <span className="number">{mirror.persons.toLocaleString('zh-CN')}</span> 人，资料截至{' '}
                <span className="number">{shortMoment(mirror.asOf)}</span>
                {state?.todayIsFixed ? '' : `（${lapse(now - Date.parse(mirror.asOf))}前）`}。
              </p>
            ) : (
              <p>还没有资料。联网后自动下载。</p>
            )}
          </section>
        </div>{' '}
        <div className="cards">
          <SagaWatch />
          <section className="card">
            <h2>需要处理</h2>
            {inbox.length === 0 && unfinished === 0 && <Empty title="没有等您处理的事项" />}
            <ul className="rows">
              {inbox.slice(0, 4).map((item) => (
                <li key={item.operation.operation.opId}>
                  <span className="grow name">{item.text}</span>
                  <Button onClick={() => navigate('/inbox')}>处理</Button>
                </li>
              ))}
              {unfinished > 0 && (
                <li>
                  <span className="grow">还有 {unfinished} 份没有办完的草稿</span>
                  <Button onClick={() => navigate('/counter')}>继续</Button>
                </li>
              )}
            </ul>
          </section>
          <ComingDeadlines />
          <PapersDue />
          <section className="card">
            <h2>{year} 年度居民参保进度</h2>
            {campaign === null ? (
              <p className="mute">正在统计本辖区…</p>
            ) : (
              <>
                <Progress
                  percent={share}
                  format={() => `参保率 ${campaign.words}`}
                  aria-label={`${year} 年度参保率`}
                />
                <table className="plain-table">
                  <tbody>
                    <Row label="应参保（在册减去已在别处参保等）" value={campaign.denominator} />
                    <Row label="已缴费" value={campaign.parts.paid} />
                    <Row label="已登记未缴（催缴）" value={campaign.parts.unpaid} />
                    <Row label="未参保" value={campaign.parts.missing} />
                    <Row label="待核" value={campaign.parts.undecided} />
                    <Row label="已在别处参保等" value={excludedIn(campaign.parts)} />
                  </tbody>
                </table>
              </>
            )}
          </section>
        </div>
      </div>
    </>
  );
}

function Figure({ value, label, tone }: { value: number; label: string; tone?: 'no' | undefined }) {
  return (
    <div className="figure">
      <b className={tone ? `tone-${tone}` : ''}>{value.toLocaleString('zh-CN')}</b>
      <span>{label}</span>
    </div>
  );
}

function Row({ label, value }: { label: string; value: number }) {
  return (
    <tr>
      <td>{label}</td>
      <td className="right">{value.toLocaleString('zh-CN')}</td>
    </tr>
  );
}
