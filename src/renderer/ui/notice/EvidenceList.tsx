import { useDeferredValue, useMemo } from 'react';
import type { Case } from '#shared/rules/case';
import { ANY_OF, NO_WAY_OUT, waysOut } from './evidenceText';

/** 缺什么可以改变结论: for a refusal, the least that would change it if a paper proved it. */
export function EvidenceList({ subject }: { subject: Case }) {
  // Many questions to the book: they must not stand in the way of typing.
  const settled = useDeferredValue(subject);
  const ways = useMemo(() => waysOut(settled), [settled]);
  return (
    <section aria-label="缺什么可以改变结论">
      <h3>缺什么可以改变结论</h3>
      {ways.length === 0 ? (
        <p>{NO_WAY_OUT}</p>
      ) : (
        <>
          {ways.length > 1 && <p className="mute how">{ANY_OF}</p>}
          <ul className="questions">
            {ways.map((way) => (
              <li key={way.key}>
                {way.bring.length > 1 && <b>同时具备：</b>}
                {way.bring.join('')}
                <span className="mute how">（{way.after}）</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
