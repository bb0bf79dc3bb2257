import { Alert, Button } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { useDesk } from '../useDesk';

/** After 已保存: pictures that the disk did not take. The operation is accepted; they lie in the window for another try. */
export function UnkeptPictures({ opId }: { opId: string }) {
  const desk = useDesk();
  const unkept = useSyncExternalStore(desk.evidence.subscribe, () => desk.evidence.unkept(opId));
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (unkept.length === 0 && trouble === null) return null;
  const again = async () => {
    setBusy(true);
    const { kept, trouble: not } = await desk.evidence.keepAgain(opId);
    const attached = kept.length === 0 ? null : await desk.evidence.attach(opId, kept);
    setTrouble(not?.text ?? (attached && !attached.ok ? attached.error.text : null));
    setBusy(false);
  };
  return (
    <Alert
      type="error"
      showIcon
      title={`业务已保存，但有 ${unkept.length} 张材料图片没有存进本机`}
      description={
        <>
          <p>{trouble ?? unkept[0]?.text}</p>
          <p>图片还在这个窗口里。请清理磁盘后再存；关闭窗口后只能重新拍照，在“同步”里打开这一笔补上。</p>
          <Button autoFocus loading={busy} onClick={() => void again()}>
            再存一次
          </Button>
        </>
      }
    />
  );
}
