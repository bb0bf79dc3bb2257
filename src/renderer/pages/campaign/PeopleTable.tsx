import { Link } from 'react-router';
import type { CampaignClass } from '#shared/campaign/target';
import { EXCLUSION_WORDS } from '#shared/campaign/target';
import { maskPhone } from '#shared/codes/masking';
import type { CampaignRow } from '../../desk/campaign/api';
import { Empty } from '../../ui/Empty';
import { WindowedRows } from '../../ui/WindowedRows';

export type ListedClass = Exclude<CampaignClass, 'paid'>;

const NOBODY: Record<ListedClass, readonly [string, string]> = {
  missing: ['这里没有未参保的人', '应参保的人都已登记。'],
  unpaid: ['这里没有要催缴的人', '已登记的人都已缴费，或者税务回传还没有到。'],
  excluded: [
    '这里没有已在别处参保的人',
    '在别处参保、服役、服刑、死亡和户口迁出的人会列在这里，并写明依据。',
  ],
  undecided: ['这里没有待核的人', '资料有矛盾、看不出该不该在这里参保的人会列在这里。'],
};

/** One class of people, those first who come first, and why each of them is in it. */
export function PeopleTable(props: {
  of: ListedClass;
  rows: readonly CampaignRow[];
  groupName: (group: number) => string;
  masked: boolean;
}) {
  const { of, rows } = props;
  if (rows.length === 0) {
    const [title, text] = NOBODY[of];
    return (
      <div className="card">
        <Empty title={title}>{text}</Empty>
      </div>
    );
  }
  const asked = of !== 'excluded';
  const long = of === 'undecided' ? 'two-lines' : 'cut';
  return (
    <WindowedRows
      label={`${rows.length} 人`}
      rowClass={`campaign-row ${of}`}
      headings={[
        '姓名',
        '社',
        '户号',
        '出生日期',
        ...(asked
          ? ['电话', '怎样联系', '先后', of === 'undecided' ? '要核实什么' : '依据', '在外']
          : ['情况', '依据', '来源', '日期']),
      ]}
      items={rows}
      rowPx={of === 'undecided' ? 54 : 36}
      keyOf={({ person }) => person.id}
      cells={({ person, standing, priority, report, out }) => (
        <>
          <td className="cut">
            <Link to={`/persons/${encodeURIComponent(person.id)}`}>{person.name}</Link>
          </td>
          <td className="cut">{props.groupName(person.group)}</td>
          <td className="number cut">{person.householdId}</td>
          <td className="number">{person.birthDate}</td>
          {asked ? (
            <>
              <td className="number cut">{props.masked ? maskPhone(person.phone) : (person.phone ?? '')}</td>
              <td>
                <span className={`tag ${priority.channel === '入户' ? 'blue' : ''}`}>{priority.channel}</span>
              </td>
              <td className={long} title={priority.reasons.join('；')}>
                {priority.reasons.join('；')}
              </td>
              <td className={long} title={`${standing.evidence.words}（${standing.evidence.source}）`}>
                {report && standing.evidence.fact !== 'door'
                  ? `上次：${report.outcome}`
                  : standing.evidence.words}
              </td>
              <td className="cut" title={out ? `${out.batch.receiver}，${out.batch.day} 起` : ''}>
                {out ? `${out.batch.receiver} ${out.batch.day.slice(5)} 起` : ''}
              </td>
            </>
          ) : (
            <>
              <td>{standing.kind && <span className="tag">{EXCLUSION_WORDS[standing.kind]}</span>}</td>
              <td className="cut" title={standing.evidence.words}>
                {standing.evidence.words}
              </td>
              <td className="cut" title={standing.evidence.source}>
                {standing.evidence.source}
              </td>
              <td className="number">{standing.evidence.on ?? '未记'}</td>
            </>
          )}
        </>
      )}
    />
  );
}
