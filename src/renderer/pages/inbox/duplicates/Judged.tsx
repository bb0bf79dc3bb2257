import { Button } from 'antd';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { pairKey } from '#shared/duplicates/duplicateIndex';
import { relationOf } from '#shared/matters/duplicateFields';
import { startableFor } from '#shared/matters/startable';
import type { DuplicatePair } from '../../../desk/duplicateDesk';
import { shortMoment } from '../../../ui/moments';
import { draftRoute } from '../../../ui/startMatter';
import { useDesk, useDeskSnapshot } from '../../../ui/useDesk';
import { VERDICT_WORDS } from './verdictWords';

const SHOWN = 50;

/** Pairs that were judged, with the reason; they are not asked about again, and can be judged anew. */
export function Judged({ onOpen }: { onOpen: (pair: DuplicatePair) => void }) {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const judged = useMemo(() => desk.duplicates.judged(), [desk, revision]);
  if (judged.length === 0) return null;
  return (
    <details className="card settled">
      <summary>判断过的 {judged.length} 对（两份档案都保留）</summary>
      {judged.slice(0, SHOWN).map((pair) => (
        <One key={pairKey(pair.pair)} pair={pair} onOpen={() => onOpen(pair)} />
      ))}
    </details>
  );
}

/** The two ways to handle insurance under both records: whose relation is looked at, with the other's filled in. */
const handlings = ({ left, right }: DuplicatePair) =>
  [
    { of: left, other: right },
    { of: right, other: left },
  ].flatMap(({ of, other }) => {
    const [own, fields] = [relationOf(of), relationOf(other)];
    return own === null || fields === null ? [] : [{ of, fields }];
  });

function One({ pair, onOpen }: { pair: DuplicatePair; onOpen: () => void }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { day } = useDeskSnapshot();
  const { finding } = pair;
  if (!finding) return null;
  const change = startableFor(pair.right, day).find((matter) => matter.endsWith('_CHANGE'));
  return (
    <section>
      <h3>
        <span className="name">
          {pair.left.name} · {pair.right.name}
        </span>
        ：{VERDICT_WORDS[finding.verdict]}
      </h3>
      <p className="name">
        {finding.reason} <span className="mute number">{shortMoment(finding.at)}</span>
      </p>
      <div className="buttons">
        <Button onClick={onOpen}>重新核对</Button>
        {finding.verdict === 'same' && change && (
          <Button onClick={() => navigate(...draftRoute(desk.newDraft(change, { personId: pair.right.id })))}>
            更正{pair.right.name}的资料
          </Button>
        )}
        {finding.verdict === 'same' &&
          handlings(pair).map(({ of, fields }) => (
            <Button
              key={of.id}
              onClick={() =>
                navigate(...draftRoute(desk.newDraft('DUPLICATE', { personId: of.id, ...fields })))
              }
            >
              重复参保处理：{of.name} {of.id}
            </Button>
          ))}
      </div>
    </section>
  );
}
