import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { type AccessEntry, EXPORTED_WORDS } from '#shared/access/access';
import { Empty } from '../../ui/Empty';
import { shortMoment } from '../../ui/moments';
import { FIELD_WORDS } from '../../ui/reveal/RevealDialog';
import { useDesk } from '../../ui/useDesk';

const SHOWN = 20;
const PAPERS = { form: '参保登记表', certificate: '参保凭证' } as const;
const WAYS = { printer: '打印', pdf: '存为 PDF' } as const;

/** 查看记录: whose numbers and documents the clerk at the desk looked at, and which papers she made. */
export function AccessCard() {
  const desk = useDesk();
  const [entries, setEntries] = useState<readonly AccessEntry[]>([]);
  const [more, setMore] = useState(false);
  const [trouble, setTrouble] = useState('');
  const read = useCallback(
    async (before: number | null) => {
      const page = await desk.access.mine(before, SHOWN);
      if (!page.ok) return setTrouble(page.error.text);
      setEntries((old) => (before === null ? page.value.entries : [...old, ...page.value.entries]));
      setMore(page.value.more);
    },
    [desk],
  );
  useEffect(() => void read(null), [read]);
  return (
    <section className="card" aria-label="查看记录">
      <h2>查看记录</h2>
      <p className="mute">
        您查看过的号码、材料图片，打印过的登记表、凭证，导出过的带完整号码的文件。记录存在本机、只能增加，里面没有任何人的号码；其他经办人的记录由系统管理员用命令行查看。
      </p>
      {trouble && <p className="tone-no">{trouble}</p>}
      {entries.length === 0 ? (
        <Empty title="还没有查看过完整号码" />
      ) : (
        <table className="plain-table access-table">
          <thead>
            <tr>
              <th scope="col">时间</th>
              <th scope="col">做了什么</th>
              <th scope="col">对谁</th>
              <th scope="col">原因</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.n}>
                <td className="nowrap">{shortMoment(entry.at)}</td>
                <td>{whatOf(entry)}</td>
                <td className="number">
                  <About entry={entry} />
                </td>
                <td>{reasonOf(entry)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more && <Button onClick={() => void read(entries.at(-1)?.n ?? null)}>更早的记录</Button>}
    </section>
  );
}

function reasonOf(entry: AccessEntry): string {
  if (entry.type === 'issued') return '—';
  if (entry.type !== 'exported') return entry.reason;
  return entry.second === null ? '—' : `${entry.second.name}同意：${entry.purpose}`;
}

function whatOf(entry: AccessEntry): string {
  switch (entry.type) {
    case 'revealed':
      return `查看${FIELD_WORDS[entry.field]}`;
    case 'looked':
      return '查看材料图片';
    case 'issued':
      return `${WAYS[entry.way]}${PAPERS[entry.paper]}，第 ${entry.copy} 份`;
    case 'exported':
      return `导出${EXPORTED_WORDS[entry.file]}，完整号码 ${entry.numbers} 个`;
  }
}

/** Whose record it was: by number, as the log has it, and by name where this desk knows them. */
function About({ entry }: { entry: AccessEntry }) {
  const desk = useDesk();
  if (entry.type === 'exported') return '—';
  if (entry.type === 'looked' || (entry.type === 'issued' && entry.paper === 'form'))
    return `业务 ${entry.about}`;
  if (entry.type === 'revealed' && entry.of.kind === 'village') {
    const village = desk.villages().find(({ id }) => id === entry.of.id);
    return `${entry.of.id} 花名册${village ? `（${village.name}）` : ''}`;
  }
  const id = entry.type === 'revealed' ? entry.of.id : entry.about;
  if (entry.type === 'revealed' && entry.of.kind === 'unit') {
    const unit = desk.unit.view(id)?.unit;
    return (
      <>
        <Link to={`/units/${encodeURIComponent(id)}`}>{id}</Link>
        {unit && `（${unit.name}）`}
      </>
    );
  }
  const name = desk.person(id)?.person.name;
  return (
    <>
      <Link to={`/persons/${encodeURIComponent(id)}`}>{id}</Link>
      {name && `（${name}）`}
    </>
  );
}
