import { useMemo } from 'react';
import type { SettledConflict } from '../../desk/api';
import { useNumberValues } from '../../ui/reveal/useNumberValues';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

const SHOWN = 20;

/** Conflicts that were dealt with: what both sides said, what was chosen, and why. */
export function Settled() {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const list = useMemo(() => desk.settledConflicts(), [desk, revision]);
  if (list.length === 0) return null;
  return (
    <details className="card settled">
      <summary>处理过的冲突 {list.length} 项（两边的值都保留）</summary>
      {list.slice(0, SHOWN).map((one) => (
        <One key={one.operation.operation.opId} one={one} />
      ))}
      {list.length > SHOWN && <p className="mute">只列最近 {SHOWN} 项，其余的在“同步”页按笔查看。</p>}
    </details>
  );
}

function One({ one }: { one: SettledConflict }) {
  const { operation, by, fields, reason } = one;
  return (
    <section>
      <h3>
        第 {operation.operation.seq} 笔 <span className="name">{operation.who}</span> ·{' '}
        {operation.matterLabel}　
        <span className="mute">
          {by ? `由第 ${by.operation.seq} 笔代替（${by.stateLabel}）` : '已放弃，以平台为准'}
          {reason && `；理由：${reason}`}
        </span>
      </h3>
      <table className="plain-table three-way">
        <thead>
          <tr>
            <th>项目</th>
            <th>受理时平台记录</th>
            <th>本窗口办理</th>
            <th>平台当时的记录</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <Row key={field.key} field={field} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ field }: { field: SettledConflict['fields'][number] }) {
  const { show, button } = useNumberValues(field.key);
  return (
    <tr>
      <th scope="row">
        {field.label} {button}
      </th>
      <td>{show(field.base)}</td>
      <td>{show(field.desk)}</td>
      <td>{show(field.platform)}</td>
    </tr>
  );
}
