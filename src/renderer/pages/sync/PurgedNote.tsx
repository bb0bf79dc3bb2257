import { type JournalEntry, opIdOf } from '#shared/domain/journalEntry';

/** How many operations of this desk have only their hash left (到期清除); nothing where none has. `entries`: what is left of them. */
export function PurgedNote({ entries }: { entries: readonly JournalEntry[] }) {
  const operations = new Set(entries.map(({ content }) => opIdOf(content))).size;
  if (operations === 0) return null;
  return (
    <p className="mute">
      另有 <span className="number">{operations}</span>{' '}
      笔办结已久的业务，内容已按保存期限清除（留有校验值）；要看内容请在平台查询。
    </p>
  );
}
