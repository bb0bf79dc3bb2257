import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Paper } from '#shared/papers/paper';
import { useDesk } from '../useDesk';
import { ReceiptSheet } from './ReceiptSheet';

/** Prints the receipt of an accepted operation. That it is handed out is noted first: no paper is out that nobody knows of. */
export function PrintReceipt({ opId, label = '打印回执' }: { opId: string; label?: string }) {
  const desk = useDesk();
  const [paper, setPaper] = useState<Paper | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (paper) window.print();
  }, [paper]);
  const print = async () => {
    const noted = await desk.printing(opId);
    setSaid(noted.ok ? '' : noted.error.text);
    if (noted.ok) setPaper(noted.value);
  };
  return (
    <>
      <Button onClick={() => void print()}>{label}</Button>
      {said !== '' && <span role="alert">{said}</span>}
      {paper &&
        createPortal(
          <div className="print-page">
            <ReceiptSheet paper={paper} />
          </div>,
          document.body,
        )}
    </>
  );
}
