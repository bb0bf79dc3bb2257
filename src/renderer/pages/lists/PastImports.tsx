import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { SPECIAL_IDENTITY_WORDS } from '#shared/domain/specialIdentity';
import { LIST_CLASS_CODES, LIST_CLASSES } from '#shared/lists/item';
import type { PastImport, Standing } from '#shared/lists/record';
import { listSource } from '#shared/lists/sources';
import { Empty } from '../../ui/Empty';
import { longMoment } from '../../ui/moments';
import { useDesk } from '../../ui/useDesk';

const SHOWN = 200;

/** Lists that this desk carried out, the last first, with everybody before and after. */
export function PastImports() {
  const desk = useDesk();
  const [past, setPast] = useState<readonly PastImport[] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    let shown = true;
    void desk.lists.past().then((read) => {
      if (!shown) return;
      if (read.ok) setPast(read.value);
      else setTrouble(read.error.text);
    });
    return () => {
      shown = false;
    };
  }, [desk]);
  if (trouble !== null) return <Alert type="error" showIcon title={trouble} />;
  if (past === null) return <p className="mute">正在读取办理过的名单…</p>;
  if (past.length === 0)
    return (
      <div className="card">
        <Empty title="还没有办理过名单">
          选好名单种类和月份，再选择来源单位给的文件（xlsx、xls 或
          csv）。先逐人对照本机档案，确认后才办理；同一份读两遍不会重复办。
        </Empty>
      </div>
    );
  return (
    <section className="card past-lists" aria-label="办理过的名单">
      <h2>办理过的名单</h2>
      {past.map((one) => (
        <Import key={one.head.id} of={one} />
      ))}
    </section>
  );
}

function Import({ of: { head, changes, open } }: { of: PastImport }) {
  const desk = useDesk();
  const counts = LIST_CLASS_CODES.filter((code) => (head.counts[code] ?? 0) > 0);
  return (
    <details>
      <summary>
        <span className="number">{longMoment(head.at)}</span>
        {`　${listSource(head.source).title}　${head.period}　${head.clerk.name}　`}
        {counts.map((code) => `${LIST_CLASSES[code]} ${head.counts[code]}`).join('　')}
      </summary>
      <p className="mute">
        文件 {head.fileName}，{head.rows} 行，校验{' '}
        <span className="number">{head.fileHash.slice(0, 16)}</span>
        {head.second && `；第二人核对：${head.second.name}（${head.second.workNo}），${head.second.reason}`}
      </p>
      {head.guard.map((text) => (
        <p key={text} className="tone-warn">
          没有按全量办理：{text}
        </p>
      ))}
      <ul>
        {changes.slice(0, SHOWN).map((change) => (
          <li key={change.personId}>
            <Link to={`/persons/${change.personId}`}>
              {desk.person(change.personId)?.person.name ?? change.personId}
            </Link>
            ：{turnWords(change)}
          </li>
        ))}
        {open.slice(0, SHOWN).map(({ personId, name, text, place }) => (
          <li key={`${personId}-${place}-${name}`}>
            {name}（{place || '不在名单上'}）：{text}
          </li>
        ))}
        {changes.length + open.length > 2 * SHOWN && <li>其余的人在各自的页面查看。</li>}
      </ul>
    </details>
  );
}

/** What became of somebody, in words: only what differs is said. */
function turnWords({ before, after }: { before: Standing; after: Standing }): string {
  const sides = [before, after].map(({ identities, resident }) => {
    const held = identities.flatMap(({ type, until }) =>
      until === null ? [SPECIAL_IDENTITY_WORDS[type]] : [],
    );
    if (before.resident?.status === after.resident?.status) return held.join('、') || '没有特殊身份';
    return resident?.status === 'TERMINATED' ? `居民参保 ${resident.since} 终止` : '居民参保';
  });
  return sides.join(' → ');
}
