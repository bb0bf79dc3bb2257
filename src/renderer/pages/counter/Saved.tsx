import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { labelOf } from '#shared/codes/tables/index';
import { MATTERS } from '#shared/domain/matter';
import type { Verdict } from '#shared/protocol/verdict';
import type { AcceptedReceipt, MatterDraft } from '../../desk/api';
import { campaignYear, coverStatus } from '../../desk/coverStatus';
import { UnkeptPictures } from '../../ui/evidence/UnkeptPictures';
import { OperationPapers } from '../../ui/papers/PaperButtons';
import { draftRoute } from '../../ui/startMatter';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { NextInSeries } from './NextInSeries';

/** 已保存: the number of the receipt, what happens by itself, and who is next. */
export function Saved({ receipt, draft }: { receipt: AcceptedReceipt; draft: MatterDraft }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { day, revision, delivery } = useDeskSnapshot();
  const { content } = receipt.entry;
  const personId =
    content.type === 'operation'
      ? content.operation.subjects.find((s) => s.kind === 'person')?.id
      : undefined;
  const unitId =
    content.type === 'operation' ? content.operation.subjects.find((s) => s.kind === 'unit')?.id : undefined;
  const year = campaignYear(day);
  // Somebody new leaves the view again when the platform refuses; who it was about stays on this screen.
  const [view] = useState(() => (personId ? desk.person(personId) : null));
  const [unit] = useState(() => (unitId ? (desk.unit.view(unitId)?.unit ?? null) : null));
  const next = useMemo(() => {
    const members = view ? (desk.household(view.person.householdId)?.members ?? []) : [];
    return members.filter((m) => m.id !== personId && coverStatus(m, year) === '未参保');
  }, [desk, view, personId, year, revision]);
  const verdict = useMemo(
    () => desk.operations().find((o) => o.operation.opId === draft.opId)?.verdict ?? null,
    [desk, draft.opId, revision],
  );
  const online = delivery?.network.state === 'online';
  const pictures = draft.evidence?.length ?? 0;
  return (
    <div className="saved">
      <h1 className="visually-hidden">业务受理完成</h1>
      <section className="card">
        <div className="verdict ok">
          <span className="verdict-mark" aria-hidden="true">
            ✓
          </span>
          <span role="status">已保存</span>
        </div>
        <dl className="facts">
          <dt>回执号</dt>
          <dd className="number receipt">{receipt.receiptNo}</dd>
          <dt>事项</dt>
          <dd>{MATTERS[draft.matter]}</dd>
          {view && (
            <>
              <dt>人员</dt>
              <dd className="name">{view.person.name}</dd>
            </>
          )}
          {unit && (
            <>
              <dt>单位</dt>
              <dd className="name">{unit.name}</dd>
            </>
          )}
          {pictures > 0 && (
            <>
              <dt>材料图片</dt>
              <dd>{pictures} 张，已存在本机，业务办成后自动上传</dd>
            </>
          )}
          <dt>平台</dt>
          <dd>{platformWords(verdict, online)}</dd>
        </dl>
      </section>
      <UnkeptPictures opId={draft.opId} />
      <section className="card">
        <h2>下一步</h2>
        {next.length > 0 && (
          <>
            <p>继续办理本户下一人（{year} 年度还没有登记）：</p>
            <ul className="rows">
              {next.map((member, index) => (
                <li key={member.id}>
                  <span className="grow cut">
                    {member.name}　<span className="mute">{labelOf('relation', member.relation)}</span>　
                    <span className="number">{member.birthDate}</span>　{coverStatus(member, year)}
                  </span>
                  <Button
                    type={index === 0 ? 'primary' : 'default'}
                    autoFocus={index === 0}
                    onClick={() =>
                      navigate(
                        ...draftRoute({
                          ...desk.newDraft('RES_REGISTER', { who: 'existing', personId: member.id }),
                          agent: agentFor(draft, member.certNo),
                        }),
                      )
                    }
                  >
                    办理居民参保登记
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
        <div className="buttons">
          <Button
            type={next.length === 0 ? 'primary' : 'default'}
            autoFocus={next.length === 0}
            onClick={() => navigate('/counter')}
          >
            办理下一位
          </Button>
          <NextInSeries draft={draft} householdId={view?.person.householdId ?? null} />
          {view && (
            <Button onClick={() => navigate(`/persons/${encodeURIComponent(view.person.id)}`)}>
              查看此人
            </Button>
          )}
          {unit && (
            <Button onClick={() => navigate(`/units/${encodeURIComponent(unit.id)}`)}>查看单位</Button>
          )}
          <OperationPapers opId={draft.opId} />
          <Button onClick={() => navigate('/')}>回到今日</Button>
        </div>
      </section>
    </div>
  );
}

/** Whoever acted for one of a household acts for the next, unless it is the next one's own turn. */
const agentFor = ({ agent }: MatterDraft, certNo: string | null) =>
  agent == null || agent.agentCertNo === certNo ? null : agent;

/** What the platform has said of the operation so far. */
function platformWords(verdict: Verdict | null, online: boolean): string {
  switch (verdict?.outcome) {
    case 'applied':
      return `已确认，平台回执 ${verdict.receipt}。`;
    case 'refused':
      return '平台不予受理，原因和下一步见“待办”。';
    case 'conflict':
    case 'invalid':
    case 'id-reused':
      return '平台没有办理，原因和下一步见“待办”。';
    default:
      return online ? '正在上传，平台确认后自动更新。' : '现在离线；待平台确认，联网后自动上传。';
  }
}
