import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { appPlace } from '../../ui/place';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

const TONE = {
  unknown: 'info',
  whole: 'warning',
  copied: 'info',
  behind: 'warning',
  forked: 'error',
} as const;

/** How this desk's journal stands beside the platform's copy of it; nothing while all is well. */
export function ChainCard() {
  const desk = useDesk();
  const chain = useDeskSnapshot().delivery?.chain;
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  if (!chain?.text) return null;
  const begin = async () => {
    setBusy(true);
    const begun = await desk.newEpoch();
    setBusy(false);
    setTrouble(begun.ok ? null : begun.error.text);
    if (begun.ok) setAsking(false);
  };
  return (
    <>
      <Alert
        className="chain-card"
        type={TONE[chain.state]}
        showIcon
        title="本机流水与平台保存的副本"
        description={chain.text}
        action={
          chain.state === 'forked' && (
            <Button type="primary" onClick={() => setAsking(true)}>
              另起一段流水…
            </Button>
          )
        }
      />
      {asking && (
        <Modal
          open
          getContainer={appPlace}
          title="另起一段流水？"
          okText="另起一段流水"
          okButtonProps={{ loading: busy }}
          cancelText="返回"
          onCancel={() => setAsking(false)}
          onOk={() => void begin()}
        >
          <p>
            平台将把本机与用同一份资料的另一台电脑分开记：本机的流水从头重新报送一遍，编号另记一段，两边以后互不影响。
          </p>
          <p>
            已保存的业务一笔不少，已上传过的不会重复办理。完成后即可继续受理。请先确认本机就是要继续使用的电脑；不再用的那一台，请停用。
          </p>
          {trouble && <Alert type="error" title={trouble} showIcon />}
        </Modal>
      )}
    </>
  );
}
