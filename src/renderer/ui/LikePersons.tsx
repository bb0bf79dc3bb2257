import { useMemo } from 'react';
import { Link } from 'react-router';
import { WEIGHT_LABELS } from '#shared/duplicates/compare';
import type { Json } from '#shared/json';
import { useDesk, useDeskSnapshot } from './useDesk';

const SHOWN = 3;

/** Who on file may be the person this form is about, and why, before it is accepted; a hint that stops nothing. */
export function LikePersons({ fields }: { fields: Readonly<Record<string, Json>> }) {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const found = useMemo(() => desk.duplicates.likeTyped(fields), [desk, fields, revision]);
  if (found.length === 0) return null;
  return (
    <section className="finding warn" aria-label="可能是同一人">
      <b>可能是同一人，请先核对</b>
      <ul className="questions">
        {found.slice(0, SHOWN).map(({ right, weight, reasons, finding }) => (
          <li key={right.id}>
            <Link to={`/persons/${encodeURIComponent(right.id)}`}>{right.name}</Link>{' '}
            <span className="number">{right.birthDate}</span>（{WEIGHT_LABELS[weight]}）：{reasons.join('；')}
            {finding?.verdict === 'same' && '；已判断为同一人'}
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <span>另有 {found.length - SHOWN} 人。</span>}
    </section>
  );
}
