import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { MATTERS, type MatterCode } from '#shared/domain/matter';
import type { FormField } from '#shared/matters/form';
import { FieldHelpView } from './FieldHelpView';
import { type FieldHelp, fieldHelp } from './fieldHelp';
import { type Found, searchHelp } from './findHelp';
import type { HelpPage } from './helpPage';
import { MatterHelp } from './MatterHelp';
import { PageHelp } from './PageHelp';
import type { HelpAbout } from './useHelpAbout';

/** The box that gets the cursor when help is open. */
export const HELP_SEARCH = 'help-search';

/** What was chosen from what was found. */
type Chosen =
  | { readonly kind: 'page'; readonly page: HelpPage }
  | { readonly kind: 'matter'; readonly code: MatterCode }
  | { readonly kind: 'field'; readonly field: FieldHelp };

/** Help as it is read: the field with the cursor first, then the matter, then the page; or what was searched for. */
export function HelpPanel(props: {
  page: HelpPage;
  about: HelpAbout;
  field: FormField | null;
  /** Whether the window has pages that a link can lead to. */
  linked: boolean;
  onLeave: () => void;
}) {
  const { page, about, field, linked, onLeave } = props;
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const found = useMemo(() => searchHelp(query.slice(0, 60)), [query]);
  const show = (next: Chosen) => {
    setChosen(next);
    setQuery('');
  };
  const matter = (code: MatterCode) => (
    <MatterHelp key={code} code={code} linked={linked} onLeave={onLeave} />
  );
  return (
    <div className="help">
      <Input
        id={HELP_SEARCH}
        allowClear
        maxLength={60}
        aria-label="查找帮助"
        placeholder="查找帮助，例如 断网、退回、户号"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {query.trim() !== '' ? (
        <FoundList found={found} query={query} onChoose={show} />
      ) : chosen ? (
        <>
          <button type="button" className="linklike" onClick={() => setChosen(null)}>
            ‹ 回到本页帮助
          </button>
          {chosen.kind === 'page' && <PageHelp page={chosen.page} />}
          {chosen.kind === 'matter' && matter(chosen.code)}
          {chosen.kind === 'field' && <FieldHelpView field={chosen.field} />}
        </>
      ) : (
        <>
          {field && <FieldHelpView field={fieldHelp(field)} atCursor />}
          {about.matters.map(matter)}
          <PageHelp page={page} />
        </>
      )}
    </div>
  );
}

function FoundList(props: { found: readonly Found[]; query: string; onChoose: (chosen: Chosen) => void }) {
  const { found, query, onChoose } = props;
  const title = (one: Found): string =>
    one.kind === 'page'
      ? one.page.title
      : one.kind === 'matter'
        ? MATTERS[one.code]
        : `${one.field.label}（${MATTERS[one.code]}）`;
  return (
    <>
      <p role="status" className="mute">
        {found.length === 0
          ? `没有找到“${query.slice(0, 20)}”，请换一个词。`
          : `找到 ${found.length} 条，Tab 选，Enter 打开。`}
      </p>
      <ul className="rows help-found">
        {found.map((one, at) => (
          <li key={`${at}${title(one)}`}>
            <button type="button" className="linklike" onClick={() => onChoose(one)}>
              {title(one)}
            </button>
            <div className="mute">{one.said}</div>
          </li>
        ))}
      </ul>
    </>
  );
}
