import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import type { PrivacyTier } from '#shared/rosterBook';
import type { BatchView } from '../../desk/campaign/api';
import { appPlace } from '../../ui/place';
import { RevealDialog } from '../../ui/reveal/RevealDialog';
import { useDesk } from '../../ui/useDesk';

/** 导出下放的花名册: for the notice board with masked numbers, or for the office with whole ones, which asks why (HH20). */
export function SaveBook(props: { view: BatchView; onTold: (text: string) => void; onClose: () => void }) {
  const { batch, place } = props.view;
  const desk = useDesk();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const save = async (tier: PrivacyTier) => {
    setAsking(false);
    setBusy(true);
    const { year, villageCode } = batch.filter;
    const personIds = batch.people.map(({ personId }) => personId);
    const list = { batchId: batch.id, batchNo: batch.no, year, villageCode, personIds };
    const saved = await desk.rosterReturn.saveBook(
      desk.rosterReturn.book(list, { tier, receiver: batch.receiver }),
    );
    setBusy(false);
    if (!saved.ok) return setTrouble(saved.error.text);
    props.onTold(
      saved.value.path === null
        ? '没有保存：您关闭了保存窗口。'
        : `第 ${batch.no} 批的花名册已保存到 ${saved.value.path}。填好交回后，从“读入填好的花名册”读入。`,
    );
    props.onClose();
  };
  if (asking)
    return (
      <RevealDialog
        of={{ kind: 'village', id: batch.filter.villageCode }}
        who={`${place}花名册`}
        fields={['certNo', 'phone']}
        onRevealed={() => void save('office')}
        onClose={() => setAsking(false)}
      />
    );
  return (
    <Modal
      open
      getContainer={appPlace}
      title={`导出第 ${batch.no} 批的花名册`}
      footer={null}
      onCancel={props.onClose}
    >
      <p>
        {place}，{batch.people.length} 人，交给{batch.receiver}。一个社一张表，每人一个行码；填好后可以用
        Excel 或 WPS 存盘交回，也可以按行码录入。
      </p>
      <div className="buttons">
        <Button type="primary" autoFocus loading={busy} onClick={() => void save('posting')}>
          张贴用（号码打码）
        </Button>
        <Button disabled={busy} onClick={() => setAsking(true)}>
          内部用（完整号码，要写原因）
        </Button>
      </div>
      {trouble && <Alert type="error" title={trouble} showIcon />}
    </Modal>
  );
}
