import { Drawer } from 'antd';
import type { KeyboardEvent } from 'react';
import type { OperationView } from '../../desk/api';
import { LookButton } from '../../ui/evidence/LookButton';
import { OperationPapers } from '../../ui/papers/PaperButtons';
import { appPlace } from '../../ui/place';
import { useDeskSnapshot } from '../../ui/useDesk';
import { WayPictures } from './WayPictures';
import { wayOf } from './way';

/** The way of one operation: accepted, sent, tried, held, answered, in the platform's own words. */
export function OperationWay(props: {
  operation: OperationView | null;
  seqOf: ReadonlyMap<string, number>;
  onClose: () => void;
}) {
  const { delivery, desk } = useDeskSnapshot();
  const nextAttemptAt = delivery?.nextAttemptAt ?? null;
  const dayIsFixed = desk?.todayIsFixed ?? false;
  const { operation, seqOf, onClose } = props;
  return (
    <Drawer
      open={operation !== null}
      onClose={onClose}
      getContainer={appPlace}
      size={520}
      title={operation && `第 ${operation.operation.seq} 笔 · ${operation.who} · ${operation.matterLabel}`}
    >
      {operation && (
        <>
          <div className="buttons way-papers">
            <OperationPapers opId={operation.operation.opId} />
            <LookButton opId={operation.operation.opId} who={operation.who} />
          </div>
          <dl className="facts way">
            {wayOf({ operation, seqOf, nextAttemptAt, dayIsFixed }).map(({ name, text, words }) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd className="number">
                  {text}
                  {words?.map((said) => (
                    <blockquote key={said}>{said}</blockquote>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          <WayPictures operation={operation} />
        </>
      )}
    </Drawer>
  );
}

/** Enter opens a row, the arrows go from one to the next. */
export function moveOrOpen(event: KeyboardEvent<HTMLElement>, open: () => void): void {
  const row = event.currentTarget;
  // A key pressed on a button within the row is the button's.
  if (event.target !== row) return;
  const next = event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling;
  if (event.key === 'Enter') open();
  else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && next instanceof HTMLElement)
    next.focus();
  else return;
  event.preventDefault();
}
