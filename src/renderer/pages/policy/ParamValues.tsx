import { paramValueWords } from '../../ui/paramWords';
import { fullWidth, type ParamTable } from './bookIndex';
import { StatusTag } from './StatusTag';

/** The values of a parameter by region and day, with their source and the day they were last held against it. */
export function ParamValues({ param }: { param: ParamTable }) {
  return (
    <table className="plain-table policy-values">
      <caption>
        {fullWidth(param.label)} <span className="mute">{param.name}</span>
      </caption>
      <thead>
        <tr>
          <th>地区</th>
          <th>日期</th>
          <th>取值</th>
          <th>来源</th>
          <th>性质</th>
        </tr>
      </thead>
      <tbody>
        {param.rows.map((row) => (
          <tr key={row.pack}>
            <td>
              {row.region}
              <div className="mute">{row.pack}</div>
            </td>
            <td>
              {row.days.map((line) => (
                <div className="number nowrap" key={line}>
                  {line}
                </div>
              ))}
            </td>
            <td>
              {row.status === 'missing' && row.value === null ? '—' : fullWidth(paramValueWords(row.value))}
            </td>
            <td>
              {fullWidth(row.source)}
              <div className="mute">
                {fullWidth(row.packName)}
                {row.checkedOn !== null && `，${row.checkedOn} 核对`}
              </div>
            </td>
            <td>
              <StatusTag status={row.status} />
            </td>
          </tr>
        ))}
        {param.rows.length === 0 && (
          <tr>
            <td colSpan={5} className="mute">
              没有参数包给出这一项；用到它时会说明缺少参数。
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
