import { maskCertNo } from '#shared/codes/masking';
import { formatFen } from '#shared/domain/money';
import type { Paper } from '#shared/papers/paper';
import { useDesk, useDeskSnapshot } from '../useDesk';

const TITLE = '业务受理回执';
const SCHEMES = { RES: '居民医保', EMP: '职工医保' } as const;

/** The receipt as a sheet of paper. It says that the platform has the last word, because it may be printed before that is spoken. */
export function ReceiptSheet({ paper }: { paper: Paper }) {
  const desk = useDesk();
  const { desk: state } = useDeskSnapshot();
  const view = desk.operations().find(({ operation }) => operation.opId === paper.opId);
  if (!view) return null;
  const { operation, verdict } = view;
  const id = operation.subjects.find(({ kind }) => kind === 'person')?.id;
  const person = id === undefined ? null : (desk.person(id)?.person ?? null);
  const unitId = operation.subjects.find(({ kind }) => kind === 'unit')?.id;
  const unit = unitId === undefined ? null : (desk.unit.view(unitId)?.unit ?? null);
  const about =
    unitId === undefined
      ? [
          { label: '姓名', value: view.who },
          { label: '证件号码', value: maskCertNo(person?.certNo ?? null) },
        ]
      : [
          { label: '单位', value: view.who },
          { label: '统一社会信用代码', value: unit?.uscc ?? '无' },
        ];
  const head = [
    { label: '回执号', value: paper.receiptNo },
    { label: '事项', value: view.matterLabel },
    ...about,
    { label: '办理日期', value: operation.day },
    { label: '平台回执', value: verdict?.outcome === 'applied' ? verdict.receipt : '待平台确认' },
  ];
  return (
    <article className="notice-sheet" aria-label={TITLE}>
      <h1>{TITLE}</h1>
      <dl className="notice-head">
        {head.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="name">{value}</dd>
          </div>
        ))}
      </dl>
      {paper.fees.length > 0 && (
        <section>
          <h2>应缴费用</h2>
          <ul>
            {paper.fees.map(({ scheme, period, personFen }) => (
              <li key={`${scheme}${period}`}>
                {SCHEMES[scheme]} {period}：个人应缴 {formatFen(personFen)}，向税务部门缴纳。
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>说明</h2>
        <p>
          业务已由窗口受理。以医保平台确认的结果为准；平台的决定与本回执不同的，窗口会通知您收回或更换本回执。
        </p>
      </section>
      <div className="notice-sign">
        <span>经办人：{state?.clerk.name}</span>
        <span>{state?.jurisdiction?.name}医保服务窗口</span>
      </div>
      <p className="notice-foot">第 {paper.copies} 次打印</p>
    </article>
  );
}
