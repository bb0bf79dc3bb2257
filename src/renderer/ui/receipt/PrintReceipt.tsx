import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { officeOf } from '../office';
import { PrintPreview } from '../print/PrintPreview';
import { useDesk, useDeskSnapshot } from '../useDesk';
import { RECEIPT_TITLE, receiptPaper } from './receiptPaper';

/** Opens the receipt of an accepted operation. That it is handed out is noted first: no paper is out that nobody knows of. */
export function PrintReceipt({ opId, label = '打印回执' }: { opId: string; label?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {open && <ReceiptPreview opId={opId} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The receipt as it would be printed now; stays open while one copy after another is made. */
export function ReceiptPreview({ opId, onClose }: { opId: string; onClose: () => void }) {
  const desk = useDesk();
  const { desk: state } = useDeskSnapshot();
  // The paper stays as it is shown until it was printed; then the next copy is shown.
  const [copy, setCopy] = useState(0);
  const sheet = useMemo(() => {
    const paper = desk.receiptOf(opId);
    const view = desk.operations().find(({ operation }) => operation.opId === opId);
    if (!paper || !view) return null;
    const id = view.operation.subjects.find(({ kind }) => kind === 'person')?.id;
    const unitId = view.operation.subjects.find(({ kind }) => kind === 'unit')?.id;
    return receiptPaper(paper, view, {
      certNo: id === undefined ? null : (desk.person(id)?.person.certNo ?? null),
      unit: unitId === undefined ? null : { uscc: desk.unit.view(unitId)?.unit.uscc ?? null },
      office: officeOf(state),
      clerk: state?.clerk.name ?? '',
    });
  }, [desk, opId, state, copy]);
  if (!sheet) return null;
  return (
    <PrintPreview
      sheet={sheet}
      fileName={`${RECEIPT_TITLE}-${sheet.mark.replace('回执号 ', '')}`}
      onIssue={() => desk.printing(opId)}
      onMade={() => setCopy(copy + 1)}
      onClose={onClose}
    />
  );
}
