import { Alert, Button, InputNumber, Select, Switch } from 'antd';
import { useMemo, useState } from 'react';
import { campaignYear } from '../../desk/coverStatus';
import { countCampaign } from '../../ui/campaignCount';
import { Empty } from '../../ui/Empty';
import { RevealDialog } from '../../ui/reveal/RevealDialog';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { RosterTable } from './RosterTable';

type Told = { type: 'success' | 'error' | 'info'; text: string };

/** 入户专项: who is on the list of a village or group, and the roster to take to the door. */
export default function CampaignPage() {
  const desk = useDesk();
  const { revision, day } = useDeskSnapshot();
  const villages = desk.villages();
  const [villageId, setVillageId] = useState<string | null>(villages[0]?.id ?? null);
  const [group, setGroup] = useState<number | null>(null);
  const [year, setYear] = useState(campaignYear(day));
  /** The village whose numbers were asked for; another one is masked again. */
  const [open, setOpen] = useState<string | null>(null);
  const masked = open === null || open !== villageId;
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const village = villages.find((v) => v.id === villageId);
  const roster = useMemo(
    () => (villageId ? desk.roster(villageId, group, { year, masked }) : null),
    [desk, revision, villageId, group, year, masked],
  );
  const count = useMemo(
    () => (villageId ? countCampaign(desk.personsOf(villageId, group), year) : null),
    [desk, revision, villageId, group, year],
  );
  const households = useMemo(() => new Set(roster?.rows.map((row) => row.household)).size, [roster]);

  const save = async () => {
    if (!roster) return;
    setBusy(true);
    const saved = await desk.saveRoster(roster);
    setBusy(false);
    if (!saved.ok) setTold({ type: 'error', text: saved.error.text });
    else if (saved.value.path === null) setTold({ type: 'info', text: '没有保存：您关闭了保存窗口。' });
    else setTold({ type: 'success', text: `花名册已保存到 ${saved.value.path}` });
  };

  if (villages.length === 0) {
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
        <Select
          style={{ width: 170 }}
          aria-label="村（居）"
          showSearch={{ optionFilterProp: 'label' }}
          value={villageId}
          options={villages.map((v) => ({ value: v.id, label: v.name }))}
          onChange={(value) => {
            setVillageId(value);
            setGroup(null);
            setTold(null);
          }}
        />
        <Select
          style={{ width: 120 }}
          aria-label="社（组）"
          value={group ?? 0}
          options={[
            { value: 0, label: '全部社' },
            ...(village?.groups.map((label, index) => ({ value: index + 1, label })) ?? []),
          ]}
          onChange={(value) => {
            setGroup(value === 0 ? null : value);
            setTold(null);
          }}
        />
        <InputNumber
          style={{ width: 130 }}
          aria-label="参保年度"
          suffix="年度"
          min={2000}
          max={2100}
          precision={0}
          value={year}
          onChange={(value) => value && setYear(value)}
        />
        <span>
          <Switch
            checked={masked}
            onChange={(on) => (on ? setOpen(null) : setAsking(true))}
            id="masked"
            aria-label="证件号码打码"
          />{' '}
          <label htmlFor="masked">证件号码打码</label>
        </span>
        <Button
          className="push"
          type="primary"
          loading={busy}
          disabled={!roster?.rows.length}
          onClick={() => void save()}
        >
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
      {asking && villageId && (
        <RevealDialog
          of={{ kind: 'village', id: villageId }}
          who={`${village?.name ?? ''}花名册`}
          fields={['certNo', 'phone']}
          onRevealed={() => {
            setAsking(false);
            setOpen(villageId);
          }}
          onClose={() => setAsking(false)}
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
      {roster && count && (
        <p className="campaign-count number">
          <span>{households.toLocaleString('zh-CN')} 户</span>
          <span>{roster.rows.length.toLocaleString('zh-CN')} 人</span>
          <span className="tag ok">已缴费 {count.paid.toLocaleString('zh-CN')}</span>
          <span className="tag warn">已登记未缴 {count.due.toLocaleString('zh-CN')}</span>
          <span className="tag">职工、外地参保 {count.covered.toLocaleString('zh-CN')}</span>
          <span className="tag no">尚未登记 {count.open.toLocaleString('zh-CN')}</span>
          {roster.synthetic && <span className="tag warn">⚠ 金额来自虚构参数</span>}
        </p>
      )}
      {roster && roster.rows.length > 0 ? (
        <RosterTable rows={roster.rows} />
      ) : (
        <div className="card">
          <Empty title="这里没有在册人员">请选择其他村或社。</Empty>
        </div>
      )}
    </div>
  );
}
