import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { CivilDate } from '#shared/domain/civilDate';
import { formatFen } from '#shared/domain/money';
import type { Person } from '#shared/domain/person';
import type { Jurisdiction } from '#shared/domain/region';
import type { Reason } from '#shared/rules/answer';
import { article } from '#shared/rules/explain';
import type { PersonView } from '../../desk/api';
import { coverMonths } from '../../desk/coverMonths';
import { type CoverYear, coverYear, coverYears } from '../../desk/coverYear';
import { ArticleDrawer, type ShownReason } from '../../ui/ArticleDrawer';
import { Empty } from '../../ui/Empty';
import { useDeskSnapshot } from '../../ui/useDesk';
import { PAY_WORDS, SCHEME_WORDS } from '../../ui/words';
import { CoverDrawing } from './CoverDrawing';
import { CoverTable } from './CoverTable';
import { periodWords } from './coverWords';
import { MonthTable } from './MonthTable';

/** A year of a person's cover, drawn day by day, with the reason of each change; the year can be chosen. */
export function CoverCard(props: { view: PersonView; day: CivilDate; jurisdiction: Jurisdiction | null }) {
  const { view, day, jurisdiction } = props;
  const { person, confirmed } = view;
  const { mirror } = useDeskSnapshot();
  const ages = mirror && {
    asOf: mirror.asOf,
    newPerson: !confirmed,
    pending: confirmed !== person,
    timeline: true,
  };
  const [chosen, choose] = useState<number | null>(null);
  const [shown, setShown] = useState<ShownReason | null>(null);
  const year = chosen ?? Number(day.slice(0, 4));
  const years = useMemo(() => coverYears(person, day), [person, day]);
  const cover = useMemo(
    () => jurisdiction && coverYear({ person, confirmed: confirmed !== null, year, day, jurisdiction }),
    [person, confirmed, year, day, jurisdiction],
  );
  const months = useMemo(() => coverMonths(person, cover?.rows ?? [], year, day), [person, cover, year, day]);
  return (
    <section className="card" aria-label="待遇时间线">
      <div className="page-head cover-head">
        <h2>待遇时间线</h2>
        <div className="buttons push">
          <Button aria-label="上一年" disabled={!years.includes(year - 1)} onClick={() => choose(year - 1)}>
            ‹
          </Button>
          <Select
            aria-label="年份"
            value={year}
            options={years.toReversed().map((y) => ({ value: y, label: `${y} 年` }))}
            onChange={choose}
          />
          <Button aria-label="下一年" disabled={!years.includes(year + 1)} onClick={() => choose(year + 1)}>
            ›
          </Button>
        </div>
      </div>
      {!confirmed && (
        <p className="tone-warn">平台还没有确认此人，以前在哪里参过保、缴过费，本机都不知道；确认后再看。</p>
      )}
      {confirmed && confirmed !== person && (
        <p className="mute">含本机已受理、平台尚未确认的业务，以平台确认为准。</p>
      )}
      {!cover ? (
        <Empty title="还不能画出时间线">本机没有辖区资料，请先在“同步”里取得资料。</Empty>
      ) : cover.rows.length === 0 ? (
        <Empty title="没有参保和缴费记录">
          {confirmed ? `平台没有此人的参保关系和缴费记录，没有可以画的。` : '有没有参过保不能确定。'}
        </Empty>
      ) : (
        <>
          <CoverDrawing cover={cover} months={months} year={year} day={day} />
          <MonthTable months={months} year={year} />
          <CoverTable rows={cover.rows} year={year} onShow={(reason) => setShown({ ...reason, ages })} />
          <div className="cover-sums">
            <div>
              <Months cover={cover} onShow={setShown} />
            </div>
            <div>
              <Payments person={person} year={year} />
            </div>
          </div>
        </>
      )}
      <ArticleDrawer shown={shown} onClose={() => setShown(null)} />
    </section>
  );
}

const COUNTS = ['empMonths', 'inProvince', 'outOfProvince', 'resMonths'];
const MONTHS_RULE = 'R-YRS-02';

/** The contribution months of the whole history, with the article that counts them. */
function Months({ cover, onShow }: { cover: CoverYear; onShow: (shown: ShownReason) => void }) {
  const rule = article(MONTHS_RULE);
  const reason: Reason | null = rule
    ? {
        rule: MONTHS_RULE,
        code: 'MONTHS_COUNTED',
        severity: 'info',
        document: rule.document,
        documentTitle: rule.documentTitle,
        article: rule.article,
        text: rule.clause,
      }
    : null;
  return (
    <>
      <h3>累计月数（全部年份，同一个月只计一次）</h3>
      {cover.contribution.length === 0 ? (
        <p className="tone-warn">缴费记录不在本机，不能计算。</p>
      ) : (
        <dl className="facts">
          {cover.contribution
            .filter((one) => COUNTS.includes(one.name))
            .map((one) => (
              <div className="pair" key={one.name}>
                <dt>{one.label}</dt>
                <dd className="number">{one.value} 个月</dd>
              </div>
            ))}
        </dl>
      )}
      {reason && (
        <button type="button" className="linklike" onClick={() => onShow({ reason, answer: null })}>
          {reason.documentTitle} {reason.article} · {reason.rule} ›
        </button>
      )}
    </>
  );
}

/** The fee periods of the year as the platform holds them. */
function Payments({ person, year }: { person: Person; year: number }) {
  const here = person.payments.filter(
    (p) => Number(p.period.slice(0, 4)) <= year && year <= Number((p.until ?? p.period).slice(0, 4)),
  );
  return (
    <>
      <h3>{year} 年的应缴和实缴</h3>
      {here.length === 0 ? (
        <p className="mute">没有 {year} 年的应缴、实缴记录。</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">险种</th>
              <th scope="col">费款所属期</th>
              <th scope="col">状态</th>
              <th scope="col">缴费日期</th>
              <th scope="col" className="right">
                个人缴费（每期）
              </th>
            </tr>
          </thead>
          <tbody>
            {here.map((p) => (
              <tr key={p.scheme + p.period}>
                <td>{SCHEME_WORDS[p.scheme]}</td>
                <td>{p.until ? `${p.period} 至 ${p.until}` : periodWords(p.period).trim()}</td>
                <td>{PAY_WORDS[p.state]}</td>
                <td>{p.paidOn ?? '—'}</td>
                <td className="right">{formatFen(p.personFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
