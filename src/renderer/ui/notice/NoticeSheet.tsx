import { SHEET_TITLE, type Sheet } from './noticeText';

/** The notice as a sheet of paper; the same on the screen and printed. */
export function NoticeSheet({ sheet }: { sheet: Sheet }) {
  return (
    <article className="notice-sheet" aria-label={SHEET_TITLE}>
      <h1>{SHEET_TITLE}</h1>
      <dl className="notice-head">
        {sheet.head.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="name">{value}</dd>
          </div>
        ))}
      </dl>
      {sheet.sections.map(({ title, lines }, index) => (
        <section key={title}>
          <h2>
            {index + 1}. {title}
          </h2>
          {lines.length === 1 ? (
            <p>{lines[0]}</p>
          ) : (
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <div className="notice-sign">
        <span>被告知人（签名）：</span>
        <span>日期：</span>
      </div>
      <p className="notice-foot">{sheet.foot}</p>
    </article>
  );
}
