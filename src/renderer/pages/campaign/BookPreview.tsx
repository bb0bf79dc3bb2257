import { useMemo, useState } from 'react';
import { bookFileName, type RosterBook } from '#shared/rosterBook';
import { longMoment } from '../../ui/moments';
import { PrintPreview } from '../../ui/print/PrintPreview';
import { bookPaper } from './bookPaper';

/** A batch's book as the pages that are printed: those of its workbook. */
export function BookPreview(props: { book: RosterBook; onClose: () => void }) {
  const { book } = props;
  const [printedAt] = useState(() => longMoment(new Date().toISOString()));
  const sheet = useMemo(() => bookPaper(book, printedAt), [book, printedAt]);
  return <PrintPreview sheet={sheet} fileName={bookFileName(book)} onClose={props.onClose} />;
}
