import { useMemo, useRef, useState } from 'react';
import type { PaperWay } from '#shared/access/access';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import { bookFileName, type RosterBook } from '#shared/rosterBook';
import type { GoesOut } from '../../desk/campaign/handoutDesk';
import { longMoment } from '../../ui/moments';
import { PrintPreview } from '../../ui/print/PrintPreview';
import { useDesk } from '../../ui/useDesk';
import { bookPaper } from './bookPaper';

/** A batch's book as the pages that are printed, those of its workbook. What is printed or saved is noted as out (领用登记). */
export function BookPreview(props: {
  book: RosterBook;
  goesOut: Omit<GoesOut, 'form'>;
  onClose: () => void;
}) {
  const { book, goesOut } = props;
  const desk = useDesk();
  const [printedAt] = useState(() => longMoment(new Date().toISOString()));
  const sheet = useMemo(() => bookPaper(book, printedAt), [book, printedAt]);
  /** The handout that is noted and not yet known to be made. */
  const noted = useRef<string | null>(null);
  const onIssue = async (way: PaperWay): Promise<Result<unknown, Trouble>> => {
    const out = await desk.rosterReturn.noteOut(book);
    if (!out.ok) return out;
    const copies = way === 'printer' ? goesOut.copies : 1;
    const put = await desk.handouts.note({ ...goesOut, copies, form: way === 'printer' ? 'paper' : 'pdf' });
    noted.current = put.ok ? put.value.id : null;
    return put;
  };
  const onMade = (made: boolean) => {
    if (!made && noted.current) void desk.handouts.unmade(noted.current, '没有打印或保存');
    noted.current = null;
  };
  return (
    <PrintPreview
      sheet={sheet}
      fileName={bookFileName(book)}
      onIssue={onIssue}
      onMade={onMade}
      countsMadeOnly
      onClose={props.onClose}
    />
  );
}
