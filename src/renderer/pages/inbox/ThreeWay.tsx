import { fieldLabel, fieldText } from '#shared/matters/touched';
import type { FieldConflict } from '#shared/protocol/verdict';

/** What both saw, what this desk wrote and what the platform holds, field by field. */
export function ThreeWay({ fields }: { fields: readonly FieldConflict[] }) {
  return (
    <table className="plain-table three-way">
      <thead>
        <tr>
          <th>项目</th>
          <th>受理时的平台记录</th>
          <th>本窗口办理</th>
          <th>平台现在的记录</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={`${field.subject.kind}:${field.subject.id}:${field.field}`}>
            <th scope="row">{fieldLabel(field.subject.kind, field.field)}</th>
            {([field.base, field.desk, field.platform] as const).map((value, index) => (
              <td key={['base', 'desk', 'platform'][index]}>
                {fieldText(field.subject.kind, field.field, value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
