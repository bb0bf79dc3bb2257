import { Button, Input, type InputRef } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { MatterCode } from '#shared/domain/matter';
import { WEDGE_GAP_MS } from '#shared/readers/wedge';
import { chosenBy, type MenuEntry, menuFor } from '../../desk/matterMenu';
import { SCANS_AWAY } from '../../ui/reader/useWedge';
import { draftRoute } from '../../ui/startMatter';
import { useDesk } from '../../ui/useDesk';
import { useHotkey } from '../../ui/useHotkey';

/**
 * Every matter and every question, in groups: a name, pinyin or its initials leave the few that are meant, a number or Enter
 * opens one. `scans` rises with every scan: what its keys left in the box is taken out.
 */
export function MatterMenu({ scans = 0 }: { scans?: number }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const box = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  /** When the last key was pressed, and whether that was as soon after another as only a scanner does it. */
  const last = useRef({ at: Number.NEGATIVE_INFINITY, quick: false });
  const digits = /\d+$/.exec(typed.normalize('NFKC'))?.[0] ?? '';
  const words = typed.normalize('NFKC').slice(0, typed.length - digits.length);
  const groups = useMemo(() => menuFor(words), [words]);
  const entries = groups.flatMap((group) => group.entries);
  const { state } = useLocation();
  const called = (state as { menu?: number } | null)?.menu;
  const callBox = () => {
    box.current?.focus();
    box.current?.select();
  };
  useEffect(() => {
    // Where the cursor is in the box already, what has been typed since F2 must not be typed over.
    if (called !== undefined && document.activeElement !== box.current?.input) callBox();
  }, [called]);
  useHotkey({ key: 'f2' }, callBox);

  useEffect(() => {
    if (scans > 0) setTyped('');
  }, [scans]);

  const open = ({ kind, code }: MenuEntry) =>
    kind === 'inquiry'
      ? navigate(`/inquiry/${code}`)
      : navigate(...draftRoute(desk.newDraft(code as MatterCode, {})));
  const enter = (text: string) => {
    const number = /\d+$/.exec(text.normalize('NFKC'))?.[0] ?? '';
    const at = chosenBy(number, entries.length);
    const chosen = typeof at === 'number' ? entries[at] : undefined;
    // Digits of a scanned number open nothing.
    const scanned = last.current.quick && /^\d+$/.test(text);
    if (chosen && !scanned) return void open(chosen);
    setTyped(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    last.current = { at: event.timeStamp, quick: event.timeStamp - last.current.at <= WEDGE_GAP_MS };
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const chosen = entries[digits === '' ? 0 : Number(digits) - 1];
    if (chosen && typed !== '') void open(chosen);
  };
  let number = 0;
  return (
    <>
      <div className="menu-search">
        <Input
          ref={box}
          {...SCANS_AWAY}
          value={typed}
          allowClear
          maxLength={40}
          aria-label="查找事项"
          aria-keyshortcuts="F2"
          placeholder="事项名称或拼音首字母，如 zghf；输入编号直接打开"
          suffix={typed === '' ? <kbd>F2</kbd> : undefined}
          onChange={(event) => enter(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {entries.length === 0 && <span role="status">没有叫“{words.slice(0, 20)}”的事项，请换一个词。</span>}
      </div>
      <div className="menu-groups">
        {groups.map((group) => (
          <section key={group.name} className="menu-group" aria-label={group.name}>
            <h3>{group.name}</h3>
            {group.name === '查询与试算' && <p className="mute how">只算一算，不登记、不上传。</p>}
            <div className="matter-grid">
              {group.entries.map((entry) => {
                number += 1;
                return (
                  <Button key={entry.kind + entry.code} onClick={() => void open(entry)}>
                    <span className="menu-number number" aria-hidden="true">
                      {number}
                    </span>
                    {entry.name}
                  </Button>
                );
              })}
            </div>
          </section>
        ))}
      </div>
    </>
  );
}
