import { useState } from 'react';
import { NavLink, useParams } from 'react-router';
import { theBook } from '#shared/rules/book';
import { Empty } from '../../ui/Empty';
import { ENTRIES, entryOf } from './bookIndex';
import { RuleDetail } from './RuleDetail';
import { RuleList } from './RuleList';
import { TryCase } from './TryCase';

/** 政策: the rule book to be read and searched, and a place to try a case. */
export default function PolicyPage() {
  const { what } = useParams();
  const trying = what === 'try';
  return (
    <div className="policy">
      <div className="page-head">
        <h1>政策</h1>
        <nav className="policy-tabs" aria-label="政策">
          <NavLink to="/policy" className={() => (trying ? '' : 'active')}>
            规则
          </NavLink>
          <NavLink to="/policy/try">试算</NavLink>
        </nav>
        <span className="mute push">
          共 {ENTRIES.length} 条 · 规则库 <span className="number">{theBook.version}</span>
        </span>
      </div>
      {trying ? <TryCase /> : <Rules id={what ?? null} />}
    </div>
  );
}

function Rules({ id }: { id: string | null }) {
  const [query, setQuery] = useState('');
  const entry = id === null ? null : entryOf(id);
  return (
    <div className="policy-book">
      <RuleList query={query} onQuery={setQuery} chosen={id} />
      <section className="card policy-rule" aria-label="规则内容" key={id}>
        {entry && <RuleDetail key={entry.entry.id} shown={entry} />}
        {!entry && id === null && (
          <Empty title="还没有选规则">
            在左边按编号、标题或文件查找，选一条，这里给出大意、依据、适用条件和参数。
          </Empty>
        )}
        {!entry && id !== null && (
          <Empty title={`规则库里没有 ${id}`}>编号可能写错了，或者已经改名。请在左边查找。</Empty>
        )}
      </section>
    </div>
  );
}
