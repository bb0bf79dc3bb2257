import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { labelOf } from '#shared/codes/tables/index';
import type { OperationView, PersonView } from '../../desk/api';
import { campaignYear, coverStatus } from '../../desk/coverStatus';
import { Empty } from '../../ui/Empty';
import { LookButton } from '../../ui/evidence/LookButton';
import { MatterButtons } from '../../ui/MatterButtons';
import { shortMoment } from '../../ui/moments';
import { CertificateButton, OperationPapers } from '../../ui/papers/PaperButtons';
import { MaskedNumber } from '../../ui/reveal/MaskedNumber';
import { StateTag } from '../../ui/StateTag';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { REASON_WORDS, SCHEME_WORDS, STATUS_WORDS } from '../../ui/words';
import { CarriedCard } from './CarriedCard';
import { CoverCard } from './CoverCard';
import { Identities } from './Identities';

/** One page a person: who, with whom, since when, what was done, what can be done. */
export function PersonPage() {
  const desk = useDesk();
  const { revision, day, desk: state } = useDeskSnapshot();
  const { personId = '' } = useParams();
  const view = useMemo(() => desk.person(personId), [desk, personId, revision]);
  if (!view) {
    return (
      <div className="card">
        <h1>人员</h1>
        <Empty title="本机资料里没有这个人">
          可能已转出本辖区，或是占位号已换发。请用 Ctrl K 按姓名或号码重新查找。
        </Empty>
      </div>
    );
  }
  const year = campaignYear(day);
  const { person } = view;
  return (
    <>
      <div className="page-head">
        <h1 className="name person-title">{person.name}</h1>
        <span className="tag blue">
          {year} 年度 {coverStatus(person, year)}
        </span>
        {view.departed && <span className="tag no">{view.departed}</span>}
        {!view.confirmed && !view.departed && <span className="tag warn">⚠ 本机登记，待平台确认</span>}
        {person.survival !== '1' && <span className="tag no">{labelOf('survival', person.survival)}</span>}
      </div>
      <div className="cards">
        <section className="card">
          <h2>可办理的事项</h2>
          {view.departed ? (
            <p>此人已不归本机管辖，这里是调出前的资料，不能再办新的业务。未了的业务见下面和“待办”。</p>
          ) : (
            <MatterButtons key={person.id} person={person} />
          )}
          <div className="buttons person-papers">
            <CertificateButton personId={person.id} open={view.operations.filter(isOpen)} />
          </div>
        </section>
        <CoverCard key={person.id} view={view} day={day} jurisdiction={state?.jurisdiction ?? null} />
        <div className="cards two">
          <Identity view={view} key={person.id} />
          <Relations view={view} />
          <Identities person={person} day={day} />
          <CarriedCard person={person} />
          <HouseholdCard view={view} />
          <Operations view={view} />
        </div>
      </div>
    </>
  );
}

/** Not decided by the platform, and not dealt with by the clerk. */
const isOpen = ({ stateLabel }: OperationView): boolean =>
  !['已确认', '已撤回', '已处理', '平台不予受理'].includes(stateLabel);

function Identity({ view: { person, village } }: { view: PersonView }) {
  return (
    <section className="card">
      <h2>身份信息</h2>
      <dl className="facts">
        <dt>证件</dt>
        <dd className="number">
          {labelOf('certType', person.certType)} <MaskedNumber person={person} field="certNo" />
        </dd>
        <dt>性别、出生</dt>
        <dd className="number">
          {labelOf('sex', person.sex)} · {person.birthDate}
        </dd>
        <dt>民族、国籍</dt>
        <dd>
          {labelOf('nation', person.nation)} · {labelOf('country', person.nationality)}
        </dd>
        <dt>联系电话</dt>
        <dd className="number">
          <MaskedNumber person={person} field="phone" />
        </dd>
        <dt>住址</dt>
        <dd>
          {village
            ? `${village.townName} ${village.name} ${village.groups[person.group - 1] ?? ''}`
            : person.villageCode}
        </dd>
        {person.schooling && (
          <>
            <dt>学籍</dt>
            <dd>
              {person.schooling.school}（{person.schooling.from} 起）
            </dd>
          </>
        )}
        <dt>个人编号</dt>
        <dd className="number">
          {person.id}
          {person.formerId ? `（原占位号 ${person.formerId}）` : ''}
        </dd>
      </dl>
    </section>
  );
}

function Relations({ view: { person } }: { view: PersonView }) {
  return (
    <section className="card">
      <h2>参保关系</h2>
      {person.enrolments.length + person.elsewhere.length === 0 ? (
        <Empty title="没有参保关系" />
      ) : (
        <table className="plain-table">
          <tbody>
            {person.enrolments.map((e) => (
              <tr key={e.id}>
                <td>{SCHEME_WORDS[e.scheme]}</td>
                <td>
                  {STATUS_WORDS[e.status]}
                  {e.reason ? `（${REASON_WORDS[e.reason]}）` : ''}
                </td>
                <td>{labelOf('personType', e.personType)}</td>
                <td className="right nowrap">{e.statusFrom} 起</td>
              </tr>
            ))}
            {person.elsewhere.map((e) => (
              <tr key={e.region + e.scheme + e.from}>
                <td>{SCHEME_WORDS[e.scheme]}</td>
                <td>外地{STATUS_WORDS[e.status]}</td>
                <td>
                  {e.region}（{e.source}）
                </td>
                <td className="right nowrap">{e.from} 起</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function HouseholdCard({ view: { person, household } }: { view: PersonView }) {
  const desk = useDesk();
  const { revision, day } = useDeskSnapshot();
  const members = useMemo(() => desk.household(person.householdId)?.members ?? [], [desk, person, revision]);
  const year = campaignYear(day);
  return (
    <section className="card">
      <div className="page-head">
        <h2>
          本户 <span className="mute number">{person.householdId}</span>
        </h2>
        <Link className="push" to={`/households/${encodeURIComponent(person.householdId)}`}>
          打开整户 ›
        </Link>
      </div>
      {household?.address && <p className="mute">{household.address}</p>}
      <table className="plain-table">
        <tbody>
          {members.map((member) => (
            <tr key={member.id}>
              <td className="name">
                {member.id === person.id ? (
                  member.name
                ) : (
                  <Link to={`/persons/${encodeURIComponent(member.id)}`}>{member.name}</Link>
                )}
              </td>
              <td>{labelOf('relation', member.relation)}</td>
              <td>{member.birthDate}</td>
              <td className="right">{coverStatus(member, year)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Operations({ view: { operations } }: { view: PersonView }) {
  return (
    <section className="card">
      <h2>本机办理的业务</h2>
      {operations.length === 0 ? (
        <Empty title="本机还没有为此人办过业务" />
      ) : (
        <table className="plain-table">
          <tbody>
            {operations.map((o) => (
              <tr key={o.operation.opId}>
                <td className="nowrap">{shortMoment(o.entry.at.device)}</td>
                <td>{o.matterLabel}</td>
                <td>
                  <StateTag operation={o} />
                </td>
                <td className="right">
                  <span className="buttons end">
                    <LookButton opId={o.operation.opId} who={o.who} />
                    <OperationPapers opId={o.operation.opId} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
