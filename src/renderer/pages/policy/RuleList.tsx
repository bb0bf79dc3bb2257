import { Button, Input } from 'antd';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { NavLink } from 'react-router';
import { Empty } from '../../ui/Empty';
import { fullWidth, searchBook } from './bookIndex';

/** The rules by document. The arrow keys go through them, from the search box on; Enter opens one. */
export function RuleList(props: { query: string; onQuery: (query: string) => void; chosen: string | null }) {
  const { query, onQuery, chosen } = props;
  const list = useRef<HTMLElement>(null);
  const groups = searchBook(query);
  const count = groups.reduce((sum, group) => sum + group.entries.length, 0);

  // A rule opened by a link or an address is in sight in the list, too.
  useEffect(() => {
    if (chosen !== null) list.current?.querySelector('a.active')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const onKeys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const at = links.findIndex((link) => link.matches(':focus'));
    event.preventDefault();
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  };

  return (
    <section className="card policy-list" aria-label="规则目录" onKeyDown={onKeys}>
      <Input
        aria-label="查找规则"
        placeholder="编号、标题、文件或大意"
        allowClear
        maxLength={60}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
      />
      <p className="mute policy-count" role="status">
        {query.trim() === '' ? '全部规则，↑ ↓ 逐条查看' : `找到 ${count} 条`}
      </p>
      <nav ref={list} aria-label="规则">
        {groups.map((group) => (
          <div key={group.id}>
            <h3>
              {fullWidth(group.title)}（{group.entries.length}）
            </h3>
            {group.entries.map(({ entry }) => (
              <NavLink key={entry.id} to={`/policy/${entry.id}`}>
                <span className="number">{entry.id}</span> {fullWidth(entry.title)}
              </NavLink>
            ))}
          </div>
        ))}
        {count === 0 && (
          <Empty title="没有找到">
            <p>没有规则同时含有这些字。可以少写几个字，或者只写编号的一部分。</p>
            <Button onClick={() => onQuery('')}>看全部规则</Button>
          </Empty>
        )}
      </nav>
    </section>
  );
}
