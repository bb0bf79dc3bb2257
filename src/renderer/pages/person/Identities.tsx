import type { CivilDate } from '#shared/domain/civilDate';
import type { Person } from '#shared/domain/person';
import { SPECIAL_IDENTITY_WORDS } from '#shared/domain/specialIdentity';
import { Empty } from '../../ui/Empty';

/** 特殊身份: what bears on fees and waiting, who says so, from when to when; what is over stays readable. */
export function Identities({ person, day }: { person: Person; day: CivilDate }) {
  const all = person.identities.toSorted((a, b) => (a.from < b.from ? 1 : -1));
  return (
    <section className="card">
      <h2>特殊身份</h2>
      {all.length === 0 ? (
        <Empty title="没有登记特殊身份" />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">身份</th>
              <th scope="col">认定部门</th>
              <th scope="col">起</th>
              <th scope="col">止</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ type, source, from, until }) => (
              <tr key={type + from}>
                <td>{SPECIAL_IDENTITY_WORDS[type]}</td>
                <td>{source ?? <span className="tone-warn">本人自述，未核实，不作依据</span>}</td>
                <td className="nowrap">{from}</td>
                <td className="nowrap">
                  {until === null ? '有效' : until < day ? `${until}（已过期）` : until}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
