import { useMemo } from 'react';
import type { UnitAssessment } from '#shared/domain/assessment';
import { addToMonth, monthOf } from '#shared/domain/civilDate';
import { formatFen } from '#shared/domain/money';
import type { UnitView } from '../../desk/units/api';
import { Empty } from '../../ui/Empty';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { LateFeeCard } from './LateFeeCard';

/** Days after today up to which a late fee is worked out ahead. */
const AHEAD = 60;

/** What was assessed month by month, what is owed, and what it will cost each day. */
export function Assessments({ view }: { view: UnitView }) {
  const desk = useDesk();
  const { revision, day } = useDeskSnapshot();
  const { unit } = view;
  const next = addToMonth(monthOf(day), 1);
  const figures = useMemo(() => desk.unit.figures(unit.id, next), [desk, unit.id, next, revision]);
  const courses = useMemo(() => desk.unit.lateFees(unit.id, AHEAD), [desk, unit.id, revision, day]);
  const assessed = unit.assessments.some(({ period }) => period === next);
  return (
    <div className="cards">
      <section className="card">
        <h2>按月核定</h2>
        {figures !== null && !assessed && unit.status === 'ACTIVE' && (
          <p>
            {next} 还没有核定：在保职工有基数的 {figures.staff} 人，基数合计 {formatFen(figures.baseSumFen)}
            {figures.provisional > 0 && `（其中 ${figures.provisional} 人未申报，暂按上年度基数的规定倍数）`}
            {figures.without.length > 0 && (
              <span className="tone-warn">
                ；另有 {figures.without.length} 人没有基数，没有计入：
                {figures.without
                  .slice(0, 5)
                  .map(({ person }) => person.name)
                  .join('、')}
                {figures.without.length > 5 && '等'}
              </span>
            )}
            。
          </p>
        )}
        {unit.assessments.length === 0 ? (
          <Empty title="还没有核定过">每月由单位申请核定次月的费款，点上方“单位缴费核定”。</Empty>
        ) : (
          <table className="plain-table" aria-label="按月核定">
            <thead>
              <tr>
                {['费款所属期', '人数', '基数合计', '单位部分', '个人部分', '缴费期限', '状态'].map(
                  (heading) => (
                    <th scope="col" key={heading}>
                      {heading}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {unit.assessments.toReversed().map((one) => (
                <tr key={one.period}>
                  <td>{one.period}</td>
                  <td>{one.staff}</td>
                  <td>{formatFen(one.baseSumFen)}</td>
                  <td>{formatFen(one.unitFen)}</td>
                  <td>{formatFen(one.personFen)}</td>
                  <td>{one.dueOn}</td>
                  <td>
                    <State assessment={one} day={day} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {view.arrears !== null && (
        <section className="card">
          <h2>欠费对职工待遇的影响</h2>
          {view.arrears.reasons.length === 0 ? (
            <p>欠费是以前结转来的，不知道从哪一个月起，请到税务部门核对。</p>
          ) : (
            view.arrears.reasons.map((reason) => (
              <div className={`finding ${reason.severity}`} key={reason.rule + reason.code}>
                <p>{reason.text}</p>
                <p className="mute">
                  {reason.rule} · {reason.documentTitle}
                  {reason.article}
                </p>
              </div>
            ))
          )}
        </section>
      )}
      {courses.map((course) => (
        <LateFeeCard key={course.assessment.period} course={course} day={day} />
      ))}
    </div>
  );
}

function State({ assessment, day }: { assessment: UnitAssessment; day: string }) {
  if (assessment.state === 'PAID') return <span className="tag ok">已缴 {assessment.paidOn}</span>;
  return assessment.dueOn < day ? (
    <span className="tag no">欠缴</span>
  ) : (
    <span className="tag blue">应缴，待税务回传</span>
  );
}
