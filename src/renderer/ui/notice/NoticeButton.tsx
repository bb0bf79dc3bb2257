import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { officeOf } from '../office';
import { PrintPreview } from '../print/PrintPreview';
import { useDesk, useDeskSnapshot } from '../useDesk';
import { noticePaper } from './noticePaper';
import { type NoticeAsk, SHEET_TITLE, sheetOf, sheetText } from './noticeText';

type Props = Omit<NoticeAsk, 'office' | 'clerk'>;

/** Opens the one-time notice of an answer, to read to the person, print or copy. */
export function NoticeButton(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{SHEET_TITLE}</Button>
      {open && <NoticePreview {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function NoticePreview({ onClose, ...asked }: Props & { onClose: () => void }) {
  const { subject, answer, seen, trial, explained } = asked;
  const { access } = useDesk();
  const { desk } = useDeskSnapshot();
  const [said, setSaid] = useState('');
  const sheet = useMemo(
    () =>
      sheetOf({
        subject,
        answer,
        seen,
        trial,
        explained,
        office: officeOf(desk),
        clerk: desk?.clerk.name ?? '',
      }),
    [subject, answer, seen, trial, explained, desk],
  );
  const paper = useMemo(() => noticePaper(sheet), [sheet]);
  const copy = async () => {
    const copied = await access.copy(sheetText(sheet));
    if (copied.ok) return setSaid('已复制，请在一分钟内粘贴到短信或聊天窗口；之后或锁屏时自动从剪贴板清除。');
    const shown = document.querySelector('.sheets');
    if (shown) window.getSelection()?.selectAllChildren(shown);
    setSaid('不能直接复制，已全部选中，请按 Ctrl+C。');
  };
  return (
    <PrintPreview
      sheet={paper}
      fileName={`${SHEET_TITLE}-${subject.on}`}
      said={said}
      actions={<Button onClick={() => void copy()}>复制文字</Button>}
      onClose={onClose}
    />
  );
}
