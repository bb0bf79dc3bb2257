import { Button, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { appPlace } from '../place';
import { useDeskSnapshot } from '../useDesk';
import { NoticeSheet } from './NoticeSheet';
import { type NoticeAsk, SHEET_TITLE, sheetOf, sheetText } from './noticeText';

type Props = Omit<NoticeAsk, 'office' | 'clerk'>;

/** Opens the one-time notice of an answer, to read to the person, print or copy. */
export function NoticeButton(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{SHEET_TITLE}</Button>
      {open && <NoticeDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function NoticeDialog({ onClose, ...asked }: Props & { onClose: () => void }) {
  const { subject, answer, seen, trial, explained } = asked;
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
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(sheetText(sheet));
      setSaid('已复制，可以粘贴到短信或聊天窗口。');
    } catch {
      const shown = document.querySelector('.notice-scroll');
      if (shown) window.getSelection()?.selectAllChildren(shown);
      setSaid('不能直接复制，已全部选中，请按 Ctrl+C。');
    }
  };
  return (
    <>
      <Modal
        open
        getContainer={appPlace}
        width={820}
        centered
        title={`${SHEET_TITLE}：读给本人听，或打印、复制后交给本人`}
        onCancel={onClose}
        footer={
          <div className="buttons notice-buttons">
            <span role="status" className="grow">
              {said}
            </span>
            <Button onClick={() => void copy()}>复制文字</Button>
            <Button type="primary" autoFocus onClick={() => window.print()}>
              打印（A4）
            </Button>
            <Button onClick={onClose}>关闭</Button>
          </div>
        }
      >
        <div className="notice-scroll">
          <NoticeSheet sheet={sheet} />
        </div>
      </Modal>
      {createPortal(
        <div className="print-page">
          <NoticeSheet sheet={sheet} />
        </div>,
        document.body,
      )}
    </>
  );
}

const officeOf = (desk: ReturnType<typeof useDeskSnapshot>['desk']): string =>
  `${desk?.jurisdiction?.name ?? ''}医保服务窗口${desk?.deviceName ? `（${desk.deviceName}）` : ''}`;
