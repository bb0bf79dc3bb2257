import type { Answer } from '#shared/rules/answer';
import { saidIn, useCases } from '../../ui/book/workedCases';
import { fullWidth } from './bookIndex';

const DECISIONS: Record<Answer['decision'], string> = {
  ALLOW: '可以办理',
  ALLOW_WARN: '可以办理，有提示',
  REFUSE: '不予办理',
  NEEDS_FACT: '先要问清情况',
  NEEDS_PARAM: '缺少本地标准',
};

/** The worked cases of some rules of the catalogue, each with the decision and what the rule says in it. */
export function Cases({ ids }: { ids: readonly string[] }) {
  const cases = useCases();
  if (cases === null) return <p className="mute policy-part">正在整理案例…</p>;
  const groups = ids
    .map((id) => ({ id, of: cases.filter((c) => c.rules.includes(id)) }))
    .filter(({ of }) => of.length > 0);
  if (groups.length === 0) return null;
  return (
    <section aria-label="案例">
      <h3>案例</h3>
      {groups.map(({ id, of }) => (
        <div key={id}>
          <p className="mute">
            {id}（{of.length} 个）
          </p>
          <ul className="policy-cases">
            {of.map((c) => {
              const said = saidIn(c, id);
              return (
                <li key={c.subject.id}>
                  <span className="number">{c.subject.on}</span>，{fullWidth(c.name)} →{' '}
                  <b>{DECISIONS[c.expect.decision]}</b>
                  {said !== null && `「${fullWidth(said)}」`}
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </section>
  );
}
