import { useMemo, useState } from 'react';
import { WEIGHT_LABELS, WEIGHTS } from '#shared/duplicates/compare';
import { pairKey } from '#shared/duplicates/duplicateIndex';
import type { DuplicatePair } from '../../../desk/duplicateDesk';
import { Empty } from '../../../ui/Empty';
import { useDesk, useDeskSnapshot } from '../../../ui/useDesk';
import { InboxTabs } from '../InboxTabs';
import { ComparePair } from './ComparePair';
import { Judged } from './Judged';

/** Rows in the document; the rest comes up as these are judged. */
const SHOWN = 100;

/** 疑似重复: who may be entered twice, why, both records side by side, and the clerk's reasoned word. */
export default function DuplicatesPage() {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const { pairs, done } = useMemo(() => desk.duplicates.open(), [desk, revision]);
  const [chosen, setChosen] = useState<DuplicatePair | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  if (chosen)
    return (
      <>
        <Head count={pairs.length} />
        <ComparePair
          key={pairKey(chosen.pair)}
          pair={chosen}
          onBack={() => setChosen(null)}
          onJudged={(words) => {
            setSaid(words);
            setChosen(null);
          }}
        />
      </>
    );
  return (
    <>
      <Head count={pairs.length} />
      <p className="tone-ok" role="status">
        {said}
      </p>
      {!done && <p className="mute">正在空闲时逐人核对本机资料，下面是已经找到的…</p>}
      {pairs.length === 0 ? (
        <div className="card">
          <Empty title={done ? '没有待核对的疑似重复' : '还没有找到疑似重复'}>
            号码相同、姓名读音或字形相近而出生日期相同的两人会列在这里。
          </Empty>
        </div>
      ) : (
        <div className="card">
          <table className="plain-table" aria-label="疑似重复">
            <thead>
              <tr>
                <th scope="col">两人</th>
                <th scope="col">为什么</th>
                <th scope="col">程度</th>
                <th scope="col">核对</th>
              </tr>
            </thead>
            <tbody>
              {WEIGHTS.flatMap((weight) => pairs.filter((pair) => pair.weight === weight))
                .slice(0, SHOWN)
                .map((pair) => (
                  <Row key={pairKey(pair.pair)} pair={pair} onOpen={() => setChosen(pair)} />
                ))}
            </tbody>
          </table>
        </div>
      )}
      {pairs.length > SHOWN && <p className="mute">只列前 {SHOWN} 对，判断后后面的会补上来。</p>}
      <Judged onOpen={setChosen} />
    </>
  );
}

function Head({ count }: { count: number }) {
  return (
    <>
      <div className="page-head">
        <h1>待办</h1>
        {count > 0 && <span className="tag warn">{count} 对疑似重复</span>}
      </div>
      <InboxTabs />
    </>
  );
}

function Row({ pair, onOpen }: { pair: DuplicatePair; onOpen: () => void }) {
  return (
    <tr>
      <td className="name">
        {pair.left.name}
        <span className="mute number"> {pair.left.birthDate}</span>
        <br />
        {pair.right.name}
        <span className="mute number"> {pair.right.birthDate}</span>
      </td>
      <td>{pair.reasons.join('；')}</td>
      <td className="nowrap">
        <span className={`tag ${pair.weight === 'strong' ? 'no' : 'warn'}`}>
          {WEIGHT_LABELS[pair.weight]}
        </span>
      </td>
      <td className="nowrap">
        <button
          type="button"
          className="linklike"
          aria-label={`并列核对 ${pair.left.name} 与 ${pair.right.name}`}
          onClick={onOpen}
        >
          并列核对
        </button>
      </td>
    </tr>
  );
}
