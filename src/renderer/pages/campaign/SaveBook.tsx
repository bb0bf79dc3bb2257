import { Alert, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { PrivacyTier, RosterBook } from '#shared/rosterBook';
import type { BatchView } from '../../desk/campaign/api';
import { appPlace } from '../../ui/place';
import { RevealDialog } from '../../ui/reveal/RevealDialog';
import { useDesk } from '../../ui/useDesk';
import { BookPreview } from './BookPreview';

type Way = 'workbook' | 'paper';

/** 导出下放的花名册: for the notice board with masked numbers, or for the office with whole ones, which asks why (HH20). */
export function SaveBook(props: { view: BatchView; onTold: (text: string) => void; onClose: () => void }) {
  const { batch, place } = props.view;
  const desk = useDesk();
  const [tier, setTier] = useState<PrivacyTier>('posting');
  /** The way that waits for the reason. */
  const [asking, setAsking] = useState<Way | null>(null);
  const [shown, setShown] = useState<RosterBook | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  const bookNow = (): RosterBook => {
    const { year, villageCode } = batch.filter;
    const personIds = batch.people.map(({ personId }) => personId);
    const list = { batchId: batch.id, batchNo: batch.no, year, villageCode, personIds };
    return desk.rosterReturn.book(list, { tier, receiver: batch.receiver });
  };
  const make = async (way: Way) => {
    setAsking(null);
    setTrouble(null);
    if (way === 'paper') return setShown(bookNow());
    setBusy(true);
    const saved = await desk.rosterReturn.saveBook(bookNow());
    setBusy(false);
    if (!saved.ok) return setTrouble(saved.error.text);
    props.onTold(
      saved.value.path === null
        ? '没有保存：您关闭了保存窗口。'
        : `第 ${batch.no} 批的花名册已保存到 ${saved.value.path}。填好交回后，从“读入填好的花名册”读入。`,
    );
    props.onClose();
  };
  const begin = (way: Way) => (tier === 'office' ? setAsking(way) : void make(way));

  if (shown) return <BookPreview book={shown} onClose={props.onClose} />;
  if (asking)
    return (
      <RevealDialog
        of={{ kind: 'village', id: batch.filter.villageCode }}
        who={`${place}花名册`}
        fields={['certNo', 'phone']}
        onRevealed={() => void make(asking)}
        onClose={() => setAsking(null)}
      />
    );
  return (
    <Modal
      open
      getContainer={appPlace}
      title={`第 ${batch.no} 批的花名册`}
      footer={null}
      onCancel={props.onClose}
    >
      <p>
        {place}，{batch.people.length} 人，交给{batch.receiver}。一个社一张表，每人一个行码；填好后可以用
        Excel 或 WPS 存盘交回，也可以按行码录入。
      </p>
      <Radio.Group
        aria-label="用途"
        className="book-tier"
        value={tier}
        onChange={(event) => setTier(event.target.value as PrivacyTier)}
        options={[
          { value: 'posting', label: '张贴用（号码打码）' },
          { value: 'office', label: '内部用（完整号码，要写原因）' },
        ]}
      />
      <div className="buttons">
        <Button type="primary" autoFocus loading={busy} onClick={() => begin('workbook')}>
          导出工作簿
        </Button>
        <Button disabled={busy} onClick={() => begin('paper')}>
          打印或存为 PDF
        </Button>
      </div>
      {trouble && <Alert type="error" title={trouble} showIcon />}
    </Modal>
  );
}
