import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { OperationView } from '../../desk/api';
import { officeOf } from '../office';
import { PrintPreview } from '../print/PrintPreview';
import { PrintReceipt } from '../receipt/PrintReceipt';
import { useDesk, useDeskSnapshot } from '../useDesk';
import { CERTIFICATE_TITLE, certificatePaper } from './certificatePaper';
import { formPaper } from './formPaper';
import { useFullNumber } from './useFullNumber';

/** The papers of an accepted operation: its receipt, and the registration form where its matter has one. */
export function OperationPapers({ opId }: { opId: string }) {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const [open, setOpen] = useState(false);
  const form = useMemo(() => desk.formOf(opId), [desk, opId, revision]);
  return (
    <>
      <PrintReceipt opId={opId} />
      {form && <Button onClick={() => setOpen(true)}>打印参保登记表</Button>}
      {open && <FormPreview opId={opId} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Which copy the next one is; null until the desktop has said. */
function useNextCopy(paper: 'form' | 'certificate', about: string): [number | null, () => void] {
  const desk = useDesk();
  const [made, setMade] = useState(0);
  const [next, setNext] = useState<number | null>(null);
  useEffect(() => {
    let gone = false;
    void desk.access.copies(paper, about).then((said) => {
      if (!gone) setNext(said.ok ? said.value.copies + 1 : 1);
    });
    return () => {
      gone = true;
    };
  }, [desk, paper, about, made]);
  return [next, () => setMade((n) => n + 1)];
}

function FormPreview({ opId, onClose }: { opId: string; onClose: () => void }) {
  const desk = useDesk();
  const { desk: state } = useDeskSnapshot();
  const [view] = useState(() => desk.operations().find(({ operation }) => operation.opId === opId));
  const [form] = useState(() => desk.formOf(opId));
  const [receipt] = useState(() => desk.receiptOf(opId)?.receiptNo ?? '');
  const [copy, printed] = useNextCopy('form', opId);
  const personId = view?.operation.subjects.find(({ kind }) => kind === 'person')?.id;
  const number = useFullNumber(
    view && personId !== undefined
      ? { personId, who: view.who, paper: '参保登记表', fields: ['certNo', 'phone'] }
      : null,
  );
  const sheet = useMemo(
    () =>
      view && form && copy !== null
        ? formPaper(form, {
            receiptNo: receipt,
            who: view.who,
            clerk: state?.clerk.name ?? '',
            day: view.operation.day,
            copy,
            full: number.full,
          })
        : null,
    [view, form, receipt, state, copy, number.full],
  );
  if (!sheet) return null;
  return (
    <PrintPreview
      sheet={sheet}
      fileName={`参保登记表-${receipt}`}
      onIssue={(way) => desk.access.issue('form', opId, way)}
      onMade={printed}
      held={number.asking}
      onClose={onClose}
    >
      {number.choice}
    </PrintPreview>
  );
}

/** 参保凭证: only where the platform has confirmed something of the person, and only what it has confirmed. */
export function CertificateButton({
  personId,
  open: waiting,
}: {
  personId: string;
  open: readonly OperationView[];
}) {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const [open, setOpen] = useState(false);
  const content = useMemo(() => desk.certificateOf(personId), [desk, personId, revision]);
  if (!content)
    return (
      <span className="mute" role="note">
        平台还没有确认此人，不能打印参保凭证。
      </span>
    );
  if (content.relations.length === 0)
    return (
      <span className="mute" role="note">
        平台没有此人的参保关系，不能打印参保凭证。
      </span>
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>打印参保凭证</Button>
      {open && (
        <CertificatePreview
          personId={personId}
          pending={waiting.filter(({ verdict }) => verdict?.outcome !== 'applied').length}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function CertificatePreview(props: { personId: string; pending: number; onClose: () => void }) {
  const { personId, pending, onClose } = props;
  const desk = useDesk();
  const { desk: state } = useDeskSnapshot();
  const [content] = useState(() => desk.certificateOf(personId));
  const [copy, printed] = useNextCopy('certificate', personId);
  const number = useFullNumber(
    content && { personId, who: content.person.name, paper: CERTIFICATE_TITLE, fields: ['certNo'] },
  );
  const sheet = useMemo(
    () =>
      content && copy !== null
        ? certificatePaper(content, {
            office: officeOf(state),
            clerk: state?.clerk.name ?? '',
            copy,
            full: number.full,
            pending,
          })
        : null,
    [content, copy, state, number.full, pending],
  );
  if (!sheet || !content) return null;
  return (
    <PrintPreview
      sheet={sheet}
      fileName={`参保凭证-${content.person.name}-${content.day}`}
      onIssue={(way) => desk.access.issue('certificate', personId, way)}
      onMade={printed}
      held={number.asking}
      onClose={onClose}
    >
      {number.choice}
    </PrintPreview>
  );
}
