import { Alert, Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { reasonTrouble } from '#shared/access/access';
import type { EvidenceStanding } from '#shared/evidence/uploads';
import { appPlace } from '../place';
import { WhyFields } from '../reveal/WhyFields';
import { useDesk, useDeskSnapshot } from '../useDesk';
import { dataUrl } from './Kept';

const USUAL = ['复核这笔业务', '核对本人证件', '平台退回，核对材料'];

/** What a state is called. */
export const STATE_WORDS: Readonly<Record<EvidenceStanding['state'], string>> = {
  behind: '业务办成后上传',
  waiting: '待上传',
  sending: '上传中',
  stored: '已上传',
  refused: '平台没有收下',
  lost: '本机文件缺失',
  idle: '不用上传',
};

/** The pictures of an accepted operation, shown once a reason is given and noted (查看记录). Nothing where it has none. */
export function LookButton({ opId, who }: { opId: string; who: string }) {
  const desk = useDesk();
  useDeskSnapshot();
  const [open, setOpen] = useState(false);
  const count = desk.evidence.of(opId).length;
  if (count === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>材料图片 {count} 张</Button>
      {open && <LookDialog opId={opId} who={who} onClose={() => setOpen(false)} />}
    </>
  );
}

function LookDialog({ opId, who, onClose }: { opId: string; who: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [looking, setLooking] = useState<string | null>(null);
  const look = () => {
    const wrong = reasonTrouble(reason);
    if (wrong) setTrouble(wrong);
    else setLooking(reason.trim());
  };
  if (looking !== null)
    return (
      <Modal
        open
        width={900}
        getContainer={appPlace}
        title={`${who}的材料图片`}
        footer={null}
        onCancel={onClose}
      >
        <Pictures opId={opId} reason={looking} />
      </Modal>
    );
  return (
    <Modal
      open
      getContainer={appPlace}
      title={`查看${who}的材料图片`}
      okText="记下并显示"
      okButtonProps={{ disabled: reason.trim() === '' }}
      cancelText="返回"
      onCancel={onClose}
      onOk={look}
    >
      <WhyFields
        noted="看了哪一笔的哪张图片"
        usual={USUAL}
        reason={reason}
        onReason={(text) => {
          setReason(text);
          setTrouble(null);
        }}
        onEnter={look}
        trouble={trouble}
      />
    </Modal>
  );
}

function Pictures({ opId, reason }: { opId: string; reason: string }) {
  const desk = useDesk();
  const [shown, setShown] = useState<ReadonlyMap<string, { src: string } | { text: string }>>(new Map());
  useEffect(() => {
    let gone = false;
    const all = async () => {
      for (const sha256 of new Set(desk.evidence.of(opId).map((one) => one.sha256))) {
        const read = await desk.evidence.look(opId, sha256, reason);
        if (gone) return;
        const is = read.ok ? { src: dataUrl(read.value) } : { text: read.error.text };
        setShown((old) => new Map([...old, [sha256, is]]));
      }
    };
    void all();
    return () => {
      gone = true;
    };
  }, [desk, opId, reason]);
  return (
    <div className="evidence-shown">
      {desk.evidence.of(opId).map(({ sha256, material, label }) => {
        const is = shown.get(sha256);
        return (
          <figure key={`${sha256}${material}`}>
            <figcaption>{label}</figcaption>
            {is === undefined && <p className="mute">正在打开…</p>}
            {is && 'src' in is && <img src={is.src} alt={label} />}
            {is && 'text' in is && <Alert type="warning" showIcon title={is.text} />}
          </figure>
        );
      })}
    </div>
  );
}
