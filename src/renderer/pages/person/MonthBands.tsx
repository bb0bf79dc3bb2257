import { daysInMonth } from '#shared/domain/civilDate';
import type { CoverMonth, CoverMonths } from '../../desk/coverMonths';
import { ENROLMENT_SIGNS, monthWords, PAYMENT_SIGNS } from './coverWords';

/** 参保 and 缴费 of one scheme, month by month, above its days. Drawn only; the table says the same. */
export function MonthBands({ of, year }: { of: CoverMonths; year: number }) {
  if (!of.recorded) return null;
  return (
    <>
      <Band
        label="参保"
        months={of.months}
        year={year}
        cell={({ enrolment }) => ({
          style: enrolment ?? 'blank',
          sign: enrolment ? ENROLMENT_SIGNS[enrolment].sign : '',
        })}
      />
      <Band
        label="缴费"
        months={of.months}
        year={year}
        cell={({ payment }) => ({
          style: payment ?? 'blank',
          sign: payment ? PAYMENT_SIGNS[payment].sign : '',
        })}
      />
    </>
  );
}

function Band(props: {
  label: string;
  months: readonly CoverMonth[];
  year: number;
  cell: (month: CoverMonth) => { style: string; sign: string };
}) {
  return (
    <div className="cover-row thin">
      <span className="cover-label sub">{props.label}</span>
      <div className="cover-band">
        {props.months.map((month, i) => {
          const { style, sign } = props.cell(month);
          return (
            <span
              key={month.month}
              className={`month-cell ${style}`}
              style={{ flexGrow: daysInMonth(props.year, i + 1) }}
              title={`${month.month} ${monthWords(month)}`}
            >
              {sign}
            </span>
          );
        })}
      </div>
    </div>
  );
}
