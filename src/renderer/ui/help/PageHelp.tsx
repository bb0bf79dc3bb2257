import type { HelpKey, HelpPage } from './helpPage';
import { EVERYWHERE } from './pages/index';

/** Help of one page: what it is for, what to do next, common troubles, keys. */
export function PageHelp({ page }: { page: HelpPage }) {
  return (
    <section aria-label={`${page.title}页`}>
      <h2>这一页：{page.title}</h2>
      <p>{page.purpose}</p>
      <h3>接下来做什么</h3>
      <ol>
        {page.next.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <h3>常见问题</h3>
      <dl className="help-troubles">
        {page.troubles.map(({ what, remedy }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{remedy}</dd>
          </div>
        ))}
      </dl>
      <Keys title="这一页的键" keys={page.keys} />
      <Keys title="各页通用的键" keys={EVERYWHERE} />
    </section>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly HelpKey[] }) {
  return (
    <>
      <h3>{title}</h3>
      <dl className="help-keys">
        {keys.map(({ key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
