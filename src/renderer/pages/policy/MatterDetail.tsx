import { ARTICLES } from '#shared/rules/articles';
import { CASE_MATTERS, type CaseMatterCode } from '#shared/rules/matters';
import { rulesAsked, useCases } from '../../ui/book/workedCases';
import { fullWidth } from './bookIndex';
import { RuleLine } from './Linked';

/** The rules that are asked for one matter, by document. */
export function MatterDetail({ matter }: { matter: CaseMatterCode }) {
  const cases = useCases();
  const asked = cases === null ? null : rulesAsked(matter, cases);
  const documents = [...new Set(ARTICLES.map((a) => a.document))].map((document) => ({
    document,
    rules: ARTICLES.filter((a) => a.document === document).flatMap((a) =>
      a.own.filter(({ rule }) => asked?.has(rule.id)),
    ),
  }));
  return (
    <>
      <h2>{CASE_MATTERS[matter].label}</h2>
      <p className="mute">{matter}</p>
      {asked === null && <p className="mute">正在整理案例…</p>}
      {documents
        .filter(({ rules }) => rules.length > 0)
        .map(({ document, rules }) => (
          <section key={document.id} aria-label={document.title}>
            <h3>{fullWidth(document.title)}</h3>
            <ul>
              {rules.map((one) => (
                <RuleLine key={one.rule.id} asked={one} />
              ))}
            </ul>
          </section>
        ))}
    </>
  );
}
