import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { BatchView } from '../../desk/campaign/api';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { BatchesTable } from './BatchesTable';
import { SaveBook } from './SaveBook';
import { TypeReturns } from './TypeReturns';

/** 下放与收回: every list, and typing what came back of one. */
export function OutView({ onTold }: { onTold: (text: string) => void }) {
  const desk = useDesk();
  const { revision, day } = useDeskSnapshot();
  const batches = useMemo(() => desk.campaign.batches(), [desk, revision]);
  const [typing, setTyping] = useState<string | null>(null);
  const [recalling, setRecalling] = useState<BatchView | null>(null);
  const [saving, setSaving] = useState<BatchView | null>(null);
  const chosen = batches.find(({ batch }) => batch.id === typing);
  if (chosen) return <TypeReturns view={chosen} day={day} onBack={() => setTyping(null)} />;
  return (
    <>
      <p className="how">
        <Link to="/returns">读入填好的花名册</Link>
        <span className="mute">（Excel、WPS 或 CSV 文件；纸质的点“录入结果”，按行码录入）</span>
      </p>
      <BatchesTable
        batches={batches}
        day={day}
        onType={setTyping}
        onSave={setSaving}
        onRecall={setRecalling}
      />
      {saving && <SaveBook view={saving} onTold={onTold} onClose={() => setSaving(null)} />}
      {recalling && (
        <ReasonDialog
          title={`收回第 ${recalling.batch.no} 批？`}
          text={`${recalling.batch.receiver}手里还有 ${recalling.out} 人没有带回结果。收回后这些人不再算在外，可以重新下放；已带回的结果保留。请把纸质名单一并收回。`}
          confirm="收回"
          placeholder="请写明原因（必填）"
          onCancel={() => setRecalling(null)}
          onDone={async (reason) => {
            const done = await desk.campaign.recall(recalling.batch.id, reason);
            if (!done.ok) return done.error.text;
            setRecalling(null);
            onTold(`第 ${recalling.batch.no} 批已收回，${recalling.out} 人可以重新下放。`);
            return null;
          }}
        />
      )}
    </>
  );
}
