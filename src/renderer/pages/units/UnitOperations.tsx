import type { UnitView } from '../../desk/units/api';
import { Empty } from '../../ui/Empty';
import { shortMoment } from '../../ui/moments';
import { StateTag } from '../../ui/StateTag';

/** What this desk has handled for the unit itself; its employees' operations are on their pages. */
export function UnitOperations({ view: { operations } }: { view: UnitView }) {
  return (
    <section className="card">
      <h2>本机为单位办理的业务</h2>
      {operations.length === 0 ? (
        <Empty title="本机还没有为这个单位办过业务">职工的业务在各人的页面上。</Empty>
      ) : (
        <table className="plain-table" aria-label="本机为单位办理的业务">
          <tbody>
            {operations.map((one) => (
              <tr key={one.operation.opId}>
                <td className="nowrap">{shortMoment(one.entry.at.device)}</td>
                <td>{one.matterLabel}</td>
                <td className="right">
                  <StateTag operation={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
