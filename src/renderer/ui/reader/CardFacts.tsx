import { maskCertNo } from '#shared/codes/masking';
import { labelOf } from '#shared/codes/tables/index';
import type { Person } from '#shared/domain/person';
import { cardBesidesRecord } from '#shared/readers/besides';
import { CARD_KINDS, type CardRead, FOR_EVER, isExpired } from '#shared/readers/card';

/** What was read, in one line; what the record says differently, and a card that has expired, in the lines below. */
export function CardFacts({ card, record, day }: { card: CardRead; record: Person | null; day: string }) {
  return (
    <div className="card-facts" role="status" aria-label="读卡结果">
      <p>
        <span className="tag blue">读卡 {CARD_KINDS[card.kind]}</span> <b className="name">{card.name}</b>{' '}
        {factsOf(card)}
      </p>
      {isExpired(card, day) && (
        <p className="tone-warn">⚠ 这张证件的有效期到 {card.validTo}，已经过期，请核对本人并提醒换证。</p>
      )}
      {record &&
        cardBesidesRecord(card, record).map(({ field, label, card: read, record: known }) => (
          <p key={field} className="tone-warn">
            ⚠ {label}不同：卡上“{read}”，档案“{known}”。
          </p>
        ))}
    </div>
  );
}

function factsOf(card: CardRead): string {
  const { sex, birthDate, nation, nationality, validTo } = card;
  return [
    sex && labelOf('sex', sex),
    birthDate,
    nation && labelOf('nation', nation),
    nationality && nationality !== 'CHN' && labelOf('country', nationality),
    maskCertNo(card.number),
    validTo && (validTo === FOR_EVER ? '长期有效' : `有效期至 ${validTo}`),
  ]
    .filter(Boolean)
    .join('　');
}
