import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { labelOf } from '#shared/codes/tables/index';
import { MATTERS } from '#shared/domain/matter';
import { article } from '#shared/rules/explain';
import type { HouseholdMember } from '../../desk/householdSheet';
import { StateTag } from '../../ui/StateTag';
import { useDeskSnapshot } from '../../ui/useDesk';
import { evidenceWords } from './householdWords';

const MARKS = { newborn: '新生儿', returning: '返回参保' } as const;

/** One member: who, how covered and by whose word, what is under way, and what comes next. */
export function MemberRow(props: { member: HouseholdMember; keyName: string | null; onStart: () => void }) {
  const { member, keyName, onStart } = props;
  const { person, mark, departed, open, next } = member;
  const { mirror } = useDeskSnapshot();
  const navigate = useNavigate();
  return (
    <tr className={departed ? 'departed' : ''}>
      <th scope="row" className="name">
        <Link to={`/persons/${encodeURIComponent(person.id)}`}>{person.name}</Link>
        <span className="member-tags">
          {mark && <span className="tag blue">{MARKS[mark]}</span>}
          {departed && <span className="tag no">已调出</span>}
          {!member.confirmed && <span className="tag warn">⚠ 待平台确认</span>}
          {person.survival !== '1' && <span className="tag no">{labelOf('survival', person.survival)}</span>}
        </span>
      </th>
      <td>{labelOf('relation', person.relation)}</td>
      <td className="nowrap">{person.birthDate}</td>
      <td>
        {member.evidence.length === 0 ? (
          <span className="mute">
            {member.confirmed ? '平台没有参保和缴费记录' : '以前参没参过保不知道，等平台确认'}
          </span>
        ) : (
          <ul className="evidence">
            {member.evidence.map((one) => {
              const { what, source, date } = evidenceWords(one, mirror?.asOf ?? '');
              return (
                <li key={what + date}>
                  {what}
                  <span className="mute">
                    （{source}，<span className="number">{date}</span>）
                  </span>
                </li>
              );
            })}
          </ul>
        )}
        {open.map((operation) => (
          <div key={operation.operation.opId} className="member-open">
            {operation.matterLabel} <StateTag operation={operation} />
          </div>
        ))}
      </td>
      <td>
        {next.kind === 'start' && (
          <Button aria-keyshortcuts={keyName ?? undefined} onClick={onStart}>
            {MATTERS[next.matter]} {keyName && <kbd>{keyName}</kbd>}
          </Button>
        )}
        {next.kind === 'inbox' && (
          <Button aria-keyshortcuts={keyName ?? undefined} onClick={() => navigate('/inbox')}>
            去处理 {keyName && <kbd>{keyName}</kbd>}
          </Button>
        )}
        <div className={next.kind === 'none' || next.kind === 'wait' ? 'mute' : ''}>
          {next.text}
          {'rule' in next && <Basis rule={next.rule} />}
        </div>
      </td>
    </tr>
  );
}

/** The article a next step rests on. */
function Basis({ rule }: { rule: string }) {
  const cited = article(rule);
  return cited ? (
    <Link className="linklike" to={`/policy/${rule}`}>
      {cited.documentTitle} {cited.article} · {rule} ›
    </Link>
  ) : null;
}
