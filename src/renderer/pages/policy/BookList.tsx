import { Button, Input, Segmented } from 'antd';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Link, NavLink } from 'react-router';
import { Empty } from '../../ui/Empty';
import { fullWidth } from './bookIndex';
import { listOf, WAYS, type Way } from './bookLists';

const WHOLE: Record<Way, string> = {
  rules: '全部规则，↑ ↓ 逐条查看',
  articles: '全部文件，逐条列出，↑ ↓ 逐条查看',
  matters: '全部事项，↑ ↓ 逐个查看',
};

/** The way into the book, by rule, document or matter. The arrow keys go through it, from the search box on; Enter opens. */
export function BookList(props: {
  way: Way;
  onWay: (way: Way) => void;
  query: string;
  onQuery: (query: string) => void;
  /** Address that is open. */
  chosen: string;
}) {
  const { way, onWay, query, onQuery, chosen } = props;
  const list = useRef<HTMLElement>(null);
  const groups = listOf(way, query);
  const count = groups.reduce((sum, group) => sum + group.items.length, 0);

  // What was opened by a link or an address is in sight in the list, too.
  useEffect(() => {
    if (chosen !== '') list.current?.querySelector('a.active')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const onKeys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a.policy-item') ?? [])];
    const at = links.findIndex((link) => link.matches(':focus'));
    event.preventDefault();
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  };

  return (
    <section className="card policy-list" aria-label="规则目录">
      <h2 className="visually-hidden">规则目录</h2>
      <Segmented
        block
        aria-label="怎样查找"
        value={way}
        options={Object.entries(WAYS).map(([value, label]) => ({ value: value as Way, label: `按${label}` }))}
        onChange={onWay}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go from the box into the list */}
      <div className="policy-find" onKeyDown={onKeys}>
        <Input
          aria-label="查找规则"
          placeholder="编号、标题、文件或大意"
          allowClear
          maxLength={60}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
        />
        <p className="mute policy-count" role="status">
          {query.trim() === '' ? WHOLE[way] : `找到 ${count} 条`}
        </p>
        <nav ref={list} aria-label="规则">
          {groups.map((group) => (
            <div key={group.id}>
              <h3>
                {group.to === null ? (
                  fullWidth(group.title)
                ) : (
                  <Link to={group.to}>{fullWidth(group.title)}</Link>
                )}
                （{group.items.length}）
              </h3>
              {group.items.map((item) => (
                <NavLink
                  key={item.to}
                  to={item.to}
                  className={({ isActive }) => `policy-item${isActive ? ' active' : ''}`}
                >
                  {item.number !== null && <span className="number">{fullWidth(item.number)}</span>}{' '}
                  {fullWidth(item.text)}
                </NavLink>
              ))}
            </div>
          ))}
          {count === 0 && (
            <Empty title="没有找到">
              <p>没有规则同时含有这些字。可以少写几个字，或者只写编号的一部分。</p>
              <Button onClick={() => onQuery('')}>看全部</Button>
            </Empty>
          )}
        </nav>
      </div>
    </section>
  );
}
