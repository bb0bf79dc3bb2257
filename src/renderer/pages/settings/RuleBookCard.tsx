import { labelOf } from '#shared/codes/tables/index';
import { theBook } from '#shared/rules/book';
import type { ParamPack } from '#shared/rules/kernel/params';

const UNSURE = new Set(['assumed', 'lookup-low']);

/** The rule book and its packs: what governs where, and how well each is founded. */
export function RuleBookCard() {
  return (
    <section className="card">
      <h2>规则与参数</h2>
      <p>
        规则库 <span className="number">{theBook.version}</span>
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th>参数包</th>
            <th>地区</th>
            <th>起用</th>
            <th>参数</th>
            <th>性质</th>
          </tr>
        </thead>
        <tbody>
          {theBook.table.packs.map((pack) => (
            <tr key={pack.id}>
              <td className="number nowrap">{pack.id}</td>
              <td className="nowrap">{regionWords(pack.region)}</td>
              <td className="number nowrap">{pack.validFrom ?? '（不明）'}</td>
              <td className="number">{Object.keys(pack.values).length}</td>
              <td>
                <Footing pack={pack} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const regionWords = (region: string): string =>
  region === 'CN' ? '全国' : region.length === 2 ? labelOf('province', region) : region;

function Footing({ pack }: { pack: ParamPack }) {
  const values = Object.values(pack.values);
  if (values.some((v) => v.status === 'synthetic')) return <span className="tag warn">⚠ 虚构，仅供试用</span>;
  const unsure = values.filter((v) => UNSURE.has(v.status)).length;
  const missing = values.filter((v) => v.value === null).length;
  const words = [unsure > 0 ? `${unsure} 项待核实` : '', missing > 0 ? `${missing} 项未取得` : ''];
  return <>{words.filter(Boolean).join('，') || '有出处'}</>;
}
