import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { ReviewItem } from '../../../desk/reviewing';
import { DeadlineTag } from '../../../ui/DeadlineTag';
import { lapse } from '../../../ui/moments';
import { useDeskSnapshot } from '../../../ui/useDesk';
import { useNow } from '../../../ui/useNow';

/** More lie behind; they come up as these are dealt with. */
const SHOWN = 200;

/** The queue: whose, what, since when, by when; arrow keys go through it. */
export function ReviewList(props: {
  items: readonly ReviewItem[];
  chosen: string;
  onChoose: (opId: string) => void;
}) {
  const { items, chosen, onChoose } = props;
  const { desk } = useDeskSnapshot();
  const now = useNow();
  const box = useRef<HTMLDivElement>(null);
  const at = items.findIndex(({ operation }) => operation.opId === chosen);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step === undefined ? undefined : items[at + step];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next.operation.opId);
  };
  return (
    <div
      ref={box}
      className="card review-list"
      role="listbox"
      aria-label="待复核的业务"
      tabIndex={0}
      aria-activedescendant={`review-${chosen}`}
      onKeyDown={onKeyDown}
    >
      {items
        .slice(0, SHOWN)
        .map(({ operation, who, matterLabel, since, from, village, deadline, causeText }) => {
          const { opId } = operation;
          const age = desk?.todayIsFixed ? null : lapse(now - Date.parse(since));
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys for its options
            <div
              key={opId}
              id={`review-${opId}`}
              role="option"
              aria-selected={opId === chosen}
              tabIndex={-1}
              className="review-row"
              onClick={() => onChoose(opId)}
            >
              <b className="name">{who}</b> · {matterLabel}
              <div className="mute">
                {village} · {from === 'here' ? `第 ${operation.seq} 笔` : '其他终端'}
                {age && ` · 已等 ${age}`}
              </div>
              <div>
                <DeadlineTag deadline={deadline} /> <span className="mute how">{causeText}</span>
              </div>
            </div>
          );
        })}
      {items.length > SHOWN && <p className="mute">后面还有 {items.length - SHOWN} 笔。</p>}
    </div>
  );
}
