import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { AGENT_MATERIAL, OTHER_MATERIAL } from '#shared/evidence/evidence';
import type { EvidenceStanding } from '#shared/evidence/uploads';
import type { OperationView } from '../../desk/api';
import { EvidenceDialog } from '../../ui/evidence/EvidenceDialog';
import { STATE_WORDS } from '../../ui/evidence/LookButton';
import { UnkeptPictures } from '../../ui/evidence/UnkeptPictures';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** The pictures of an operation and where each is; more can be added as long as it was not taken back. */
export function WayPictures({ operation: view }: { operation: OperationView }) {
  const desk = useDesk();
  const { evidence, revision } = useDeskSnapshot();
  const { opId } = view.operation;
  const [states, setStates] = useState<readonly EvidenceStanding[]>([]);
  const [adding, setAdding] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const pictures = desk.evidence.of(opId);
  useEffect(() => {
    let gone = false;
    void desk.evidence.states(opId).then((now) => !gone && setStates(now));
    return () => {
      gone = true;
    };
  }, [desk, opId, evidence, revision, pictures.length]);
  const stateOf = (sha256: string) => states.find((one) => one.sha256 === sha256);
  const stuck = states.some(({ state }) => state === 'refused' || state === 'lost');
  const again = async () => {
    const done = await desk.evidence.again(opId);
    setTrouble(done.ok ? null : done.error.text);
  };
  return (
    <section className="way-pictures" aria-label="材料图片">
      <h2>材料图片</h2>
      {pictures.length === 0 ? (
        <p className="mute">这一笔没有图片。图片不是必需的。</p>
      ) : (
        <ul className="rows">
          {pictures.map(({ sha256, material, label, bytes }) => {
            const is = stateOf(sha256);
            return (
              <li key={`${sha256}${material}`}>
                <span className="grow">
                  {label} <span className="mute number">{Math.ceil(bytes / 1024)} KB</span>
                  {is?.text && <div className="tone-warn">{is.text}</div>}
                </span>
                <span className={is?.state === 'refused' || is?.state === 'lost' ? 'tone-no' : 'mute'}>
                  {is ? STATE_WORDS[is.state] : ''}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {trouble && <p className="tone-no">{trouble}</p>}
      <UnkeptPictures opId={opId} />
      <div className="buttons">
        {view.delivery?.state !== 'withdrawn' && <Button onClick={() => setAdding(true)}>补材料图片</Button>}
        {stuck && <Button onClick={() => void again()}>再传一次</Button>}
      </div>
      {adding && (
        <EvidenceDialog
          opId={opId}
          materials={[OTHER_MATERIAL, AGENT_MATERIAL].map(({ code, label }) => ({ material: code, label }))}
          pictures={pictures}
          draft={false}
          onAdd={async (refs) => {
            const done = await desk.evidence.attach(opId, refs);
            return done.ok ? null : done.error.text;
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}
