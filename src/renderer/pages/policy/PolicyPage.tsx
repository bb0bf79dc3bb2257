import { type ReactNode, useEffect, useState } from 'react';
import { NavLink, useLocation, useParams } from 'react-router';
import { ARTICLES, articleAt } from '#shared/rules/articles';
import { theBook } from '#shared/rules/book';
import { CASE_MATTERS, type CaseMatterCode } from '#shared/rules/matters';
import { documentOf } from '#shared/rules/sources/register';
import { Empty } from '../../ui/Empty';
import { ArticleDetail, DocumentDetail } from './ArticleDetail';
import { BookList } from './BookList';
import { ENTRIES, entryOf } from './bookIndex';
import type { Way } from './bookLists';
import { MatterDetail } from './MatterDetail';
import { RuleDetail } from './RuleDetail';
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
          规则 {ENTRIES.length} 条，文件条款 {ARTICLES.length} 条 · 规则库{' '}
          <span className="number">{theBook.version}</span>
        </span>
      </div>
      {trying ? <TryCase /> : <Book />}
    </div>
  );
}

/** The way by which one comes to what is open. */
function wayTo(what: string | undefined): Way | null {
  if (what === undefined) return null;
  if (what === 'article' || what === 'document') return 'articles';
  return what === 'matter' ? 'matters' : 'rules';
}

function Book() {
  const { what, id, article } = useParams();
  const { pathname } = useLocation();
  const [query, setQuery] = useState('');
  const [way, setWay] = useState<Way>(wayTo(what) ?? 'rules');
  // Following a link to another kind of page takes the list along.
  useEffect(() => {
    const come = wayTo(what);
    if (come !== null) setWay(come);
  }, [what]);
  return (
    <div className="policy-book">
      <BookList way={way} onWay={setWay} query={query} onQuery={setQuery} chosen={pathname} />
      <section className="card policy-rule" aria-label="规则内容" key={pathname}>
        {shown(what, id, article)}
      </section>
    </div>
  );
}

const nothing = (title: string, words: string): ReactNode => <Empty title={title}>{words}</Empty>;
const LOOK = '编号可能写错了，或者已经改名。请在左边查找。';

function shown(what: string | undefined, id = '', no = ''): ReactNode {
  switch (what) {
    case undefined:
      return nothing(
        '还没有选规则',
        '在左边按规则、文件或事项查找，选一条，这里给出大意、依据、适用条件、参数和案例。',
      );
    case 'article': {
      const found = articleAt(id, no);
      return found ? <ArticleDetail shown={found} /> : nothing(`没有登记 ${id} ${no}`, LOOK);
    }
    case 'document': {
      const found = documentOf(id);
      return found ? <DocumentDetail document={found} /> : nothing(`没有登记文件 ${id}`, LOOK);
    }
    case 'matter':
      return Object.hasOwn(CASE_MATTERS, id) ? (
        <MatterDetail matter={id as CaseMatterCode} />
      ) : (
        nothing(`没有事项 ${id}`, LOOK)
      );
    default: {
      const entry = entryOf(what);
      return entry ? <RuleDetail shown={entry} /> : nothing(`规则库里没有 ${what}`, LOOK);
    }
  }
}
