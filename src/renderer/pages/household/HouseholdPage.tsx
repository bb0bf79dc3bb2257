import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { HouseholdMember } from '../../desk/householdSheet';
import { Empty } from '../../ui/Empty';
import { shortMoment } from '../../ui/moments';
import { draftRoute, knownFields } from '../../ui/startMatter';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { MemberRow } from './MemberRow';
import { useDigits } from './useDigits';

/** Members that have a key of their own; digits are all there are. */
const KEYS = 9;

/** 户: who lives together, how each is covered and by whose word, and the next step for each. */
export default function HouseholdPage() {
  const desk = useDesk();
  const navigate = useNavigate();
  const { revision, day, mirror } = useDeskSnapshot();
  const { householdId = '' } = useParams();
  const sheet = useMemo(() => desk.householdSheet(householdId), [desk, householdId, revision, day]);
  // Only what can be done has a key, in the order of the table.
  const doable = (sheet?.members ?? []).filter(({ next }) => next.kind === 'start' || next.kind === 'inbox');
  const go = ({ person, next }: HouseholdMember) => {
    if (next.kind === 'inbox') navigate('/inbox');
    else if (next.kind === 'start')
      navigate(...draftRoute(desk.newDraft(next.matter, knownFields(next.matter, person.id))));
  };
  useDigits((digit) => {
    const member = doable[digit - 1];
    if (member) go(member);
  });
  if (!sheet)
    return (
      <div className="card">
        <h1>户</h1>
        <Empty title={`本机资料里没有户号 ${householdId}`}>
          可能不在本辖区，或户号输错了。请用 Ctrl K 按姓名、证件号码或户号重新查找。
        </Empty>
      </div>
    );
  const { household, village, groupName, head, members, year } = sheet;
  const here = members.filter(({ departed }) => !departed);
  const gone = members.length - here.length;
  return (
    <>
      <div className="page-head">
        <h1>
          户 <span className="number">{householdId}</span>
        </h1>
        <span className="tag blue">
          {here.length} 人{gone > 0 && `，另有 ${gone} 人已调出`}
        </span>
        {!household && <span className="tag warn">⚠ 平台还没有这一户的资料</span>}
      </div>
      <div className="cards">
        <section className="card" aria-label="户的资料">
          <dl className="facts two">
            <dt>户主</dt>
            <dd className="name">
              {head ? (
                <Link to={`/persons/${encodeURIComponent(head.id)}`}>{head.name}</Link>
              ) : (
                '没有登记户主'
              )}
            </dd>
            <dt>村（居）、社（组）</dt>
            <dd>{village ? `${village.townName} ${village.name} ${groupName}` : '不在本机资料里'}</dd>
            <dt>住址</dt>
            <dd>{household?.address || '没有登记'}</dd>
            <dt>资料截至</dt>
            <dd className="number">{mirror ? shortMoment(mirror.asOf) : '还没有下载'}</dd>
          </dl>
        </section>
        <section className="card">
          <h2>成员和 {year} 年度参保</h2>
          {members.length === 0 ? (
            <Empty title="这一户现在没有人">成员可能已迁到别的户。</Empty>
          ) : (
            <>
              <table className="plain-table household-table">
                <thead>
                  <tr>
                    <th scope="col">姓名</th>
                    <th scope="col">与户主关系</th>
                    <th scope="col">出生日期</th>
                    <th scope="col">参保情况（依据）</th>
                    <th scope="col">下一步</th>
                  </tr>
                </thead>
                <tbody>
                  {members.map((member) => {
                    const at = doable.indexOf(member);
                    return (
                      <MemberRow
                        key={member.person.id}
                        member={member}
                        keyName={at >= 0 && at < KEYS ? String(at + 1) : null}
                        onStart={() => go(member)}
                      />
                    );
                  })}
                </tbody>
              </table>
              {doable.length > 0 && (
                <p className="mute">
                  按数字键{doable.length > 1 ? ` 1–${Math.min(doable.length, KEYS)} ` : ' 1 '}
                  开始办理对应成员的下一步。
                </p>
              )}
            </>
          )}
        </section>
      </div>
    </>
  );
}
