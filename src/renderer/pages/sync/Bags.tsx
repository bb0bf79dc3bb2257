import { DownOutlined } from '@ant-design/icons';
import { Alert, Button, Dropdown, Popconfirm } from 'antd';
import { useEffect, useState } from 'react';
import type { BagPlan } from '#shared/host';
import { shortMoment } from '../../ui/moments';
import { appPlace } from '../../ui/place';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { DeliverBag, ExportBag, ReadBag } from './BagDialogs';

type Open =
  | { readonly what: 'export'; readonly again: number | null }
  | { readonly what: 'deliver' | 'read' };

/** 离线包: made here, carried for others, answers read. */
export function BagMenu() {
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Dropdown
        trigger={['click']}
        getPopupContainer={appPlace}
        menu={{
          items: [
            { key: 'export', label: '导出离线包…', onClick: () => setOpen({ what: 'export', again: null }) },
            { key: 'read', label: '读入答复包…', onClick: () => setOpen({ what: 'read' }) },
            { type: 'divider' },
            { key: 'deliver', label: '代送离线包…', onClick: () => setOpen({ what: 'deliver' }) },
          ],
        }}
      >
        <Button>
          离线包 <DownOutlined />
        </Button>
      </Dropdown>
      {open?.what === 'export' && <ExportBag again={open.again} onClose={close} />}
      {open?.what === 'deliver' && <DeliverBag onClose={close} />}
      {open?.what === 'read' && <ReadBag onClose={close} />}
    </>
  );
}

/** The bags that are out and have not been answered whole; nothing while there are none. */
export function BagsOut() {
  const desk = useDesk();
  const { delivery, revision } = useDeskSnapshot();
  const exported = delivery?.exported ?? 0;
  const [out, setOut] = useState<BagPlan['out']>([]);
  const [again, setAgain] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    if (exported === 0) setOut([]);
    else void desk.bags.plan().then((plan) => plan.ok && setOut(plan.value.out));
  }, [desk, exported, revision]);
  const takeBack = async (number: number) => {
    const taken = await desk.bags.takeBack(number);
    setTrouble(taken.ok ? null : taken.error.text);
  };
  if (out.length === 0 && again === null) return null;
  return (
    <section className="card bags-out" aria-label="在外的离线包">
      <h2>在外的离线包</h2>
      {out.map(({ number, madeAt, operations }) => (
        <p key={number}>
          第 {number} 号，{shortMoment(madeAt)} 导出，{operations} 笔等答复{' '}
          <Button size="small" onClick={() => setAgain(number)}>
            再导出…
          </Button>{' '}
          <Popconfirm
            getPopupContainer={appPlace}
            title={`收回第 ${number} 号离线包？`}
            description="包里的业务改由本机联网上传。文件若已送出也不要紧，平台对同一笔业务只办一次；但不能再撤回这些业务。"
            okText="收回"
            cancelText="返回"
            onConfirm={() => takeBack(number)}
          >
            <Button size="small">收回</Button>
          </Popconfirm>
        </p>
      ))}
      {delivery?.network.state === 'online' && (
        <p>本机现在在线：还没有送出的离线包，可以收回，由本机直接上传。</p>
      )}
      {trouble && <Alert type="error" title={trouble} showIcon />}
      {again !== null && <ExportBag again={again} onClose={() => setAgain(null)} />}
    </section>
  );
}
