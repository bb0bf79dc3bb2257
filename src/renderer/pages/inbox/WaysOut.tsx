import { useMemo, useState } from 'react';
import { UNEXPLAINED, wayLines, waysOut } from '../../ui/notice/evidenceText';
import { useDesk } from '../../ui/useDesk';

/** What would change a refusal, worked out on the records the platform sent when the clerk asks for it. */
export function WaysOut({ opId }: { opId: string }) {
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const lines = useMemo(() => {
    const refusal = open ? desk.refusal(opId) : null;
    if (!refusal) return [];
    return refusal.explained ? wayLines(waysOut(refusal.subject)) : [UNEXPLAINED];
  }, [desk, opId, open]);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>怎样才能办成</summary>
      <ul className="ways">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
