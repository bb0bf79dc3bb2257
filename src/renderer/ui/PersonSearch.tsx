import { Input, type InputRef } from 'antd';
import {
  type KeyboardEvent,
  type RefObject,
  useDeferredValue,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PersonHit } from '../desk/api';
import { useDesk, useDeskSnapshot } from './useDesk';

const SHOWN = 12;

/**
 * A box that finds people as one types: arrows choose, Enter takes, Escape closes, and once more empties it. Names are drawn as text.
 * `onAll` and `onHousehold` are offered where there is a page for the whole list, or for a household.
 */
export function PersonSearch(props: {
  onPick: (hit: PersonHit) => void;
  onAll?: (query: string) => void;
  /** Offered where what is typed is a household number. */
  onHousehold?: (householdId: string) => void;
  label: string;
  placeholder: string;
  hint?: string;
  inputRef?: RefObject<HTMLInputElement | null>;
  autoFocus?: boolean;
  size?: 'large';
  /** Puts a text into the box, whole: another object is another time. `open` shows who it finds, with the cursor in the box. */
  put?: { readonly text: string; readonly open: boolean } | null;
}) {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const listId = useId();
  const box = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  useImperativeHandle(props.inputRef, () => box.current?.input as HTMLInputElement);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const query = useDeferredValue(text.trim());
  const hits = useMemo(() => (query ? desk.search(query.slice(0, 100), SHOWN) : []), [desk, query, revision]);
  const { onHousehold } = props;
  const household = useMemo(
    () => (onHousehold && query ? desk.householdSheet(normaliseHousehold(query)) : null),
    [desk, query, revision, onHousehold],
  );
  const shown = open && query.length > 0;
  // The household, where there is one, stands above the people.
  const before = household ? 1 : 0;
  const chosen = Math.min(at, hits.length + before - 1);

  const { put = null } = props;
  useEffect(() => {
    if (put === null) return;
    setText(put.text);
    setAt(0);
    setOpen(put.open);
    if (put.open) box.current?.focus();
  }, [put]);
  useEffect(() => {
    if (shown) list.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);

  const pick = (hit: PersonHit) => {
    setOpen(false);
    setText('');
    props.onPick(hit);
  };
  const openHousehold = (typed: string) => {
    setOpen(false);
    setText('');
    // The keys are the page's now.
    box.current?.blur();
    onHousehold?.(normaliseHousehold(typed));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt(Math.max(0, Math.min(hits.length + before - 1, chosen + step)));
    } else if (event.key === 'Escape') {
      if (shown) setOpen(false);
      else setText('');
    } else if (event.key === 'Enter' && text.trim()) {
      event.preventDefault();
      // A card reader is quicker than the list: what is taken is what is typed, not what was shown for half of it.
      const typed = text.trim();
      const behind = typed !== query;
      const house = behind ? !!onHousehold && !!desk.householdSheet(normaliseHousehold(typed)) : !!household;
      const hit = behind ? desk.search(typed.slice(0, 100), SHOWN)[0] : hits[chosen - before];
      if (house && (behind || chosen === 0)) openHousehold(typed);
      else if (hit) pick(hit);
      else if (props.onAll) props.onAll(typed);
    }
  };

  return (
    <div className="search">
      <Input
        ref={box}
        size={props.size}
        value={text}
        allowClear
        autoFocus={props.autoFocus}
        maxLength={100}
        placeholder={props.placeholder}
        suffix={props.hint && !text ? <kbd>{props.hint}</kbd> : undefined}
        role="combobox"
        aria-label={props.label}
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown && chosen >= 0 ? `${listId}-${chosen}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {shown && (
        <div className="hits" ref={list} id={listId} role="listbox" aria-label="查找结果">
          {household && (
            <div
              id={`${listId}-0`}
              className="hit"
              role="option"
              tabIndex={-1}
              aria-selected={chosen === 0}
              onMouseMove={() => setAt(0)}
              onMouseDown={(event) => {
                event.preventDefault();
                openHousehold(query);
              }}
            >
              <span className="name">户 {normaliseHousehold(query)}</span>
              <span className="number">{household.members.length} 人</span>
              <span className="by">户号</span>
              <span className="where">
                {household.head ? `户主 ${household.head.name} · ` : ''}
                {household.village?.name ?? ''}
                {household.groupName} · 打开整户
              </span>
            </div>
          )}
          {hits
            .map((hit, at) => ({ hit, index: at + before }))
            .map(({ hit, index }) => (
              <div
                key={hit.id}
                id={`${listId}-${index}`}
                className="hit"
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                onMouseMove={() => setAt(index)}
                onMouseDown={(event) => {
                  event.preventDefault();
                  pick(hit);
                }}
              >
                <span className="name">{hit.name}</span>
                <span className="number">{hit.certNoMasked}</span>
                <span className="by">{hit.by}</span>
                <span className="where">
                  {hit.birthDate} · {hit.place} · {hit.status}
                </span>
              </div>
            ))}
          {hits.length + before === 0 && (
            <div className="hits-none">
              本机资料里没有找到“{query.slice(0, 40)}”。可核对号码，或在窗口受理里登记新人员。
            </div>
          )}
          {hits.length === SHOWN && props.onAll && (
            <div
              className="hit"
              role="option"
              tabIndex={-1}
              aria-selected={false}
              onMouseDown={(event) => {
                event.preventDefault();
                setOpen(false);
                props.onAll?.(text.trim());
              }}
            >
              <span className="tone-mute">查看全部结果 ›</span>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

/** A household number as the register writes it: half-width, capitals, no blanks. */
const normaliseHousehold = (typed: string): string =>
  typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
