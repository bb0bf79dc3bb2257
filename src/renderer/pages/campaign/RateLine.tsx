import { type CampaignCount, excludedIn, rateOf } from '#shared/campaign/count';
import { EXCLUSION_KINDS, EXCLUSION_WORDS } from '#shared/campaign/target';

/** 参保率 with its parts on a click: no rate is shown without what it is a rate of. */
export function RateLine({ count }: { count: CampaignCount }) {
  const { numerator, denominator, words } = rateOf(count);
  const kinds = EXCLUSION_KINDS.filter((kind) => count.excluded[kind] > 0);
  return (
    <details className="campaign-rate">
      <summary>
        参保率 <b className="number">{words}</b>
        <span className="mute number">
          {' '}
          已缴费 {numerator.toLocaleString('zh-CN')} ÷ 应参保 {denominator.toLocaleString('zh-CN')}
        </span>
        <span className="linklike">怎样算的</span>
      </summary>
      <dl className="campaign-parts number">
        <Part label="在册" n={count.registered} />
        {kinds.map((kind) => (
          <Part key={kind} label={`减 ${EXCLUSION_WORDS[kind]}`} n={count.excluded[kind]} />
        ))}
        <Part label="应参保" n={count.registered - excludedIn(count)} strong />
        <Part label="其中 已缴费" n={count.paid} />
        <Part label="已登记未缴" n={count.unpaid} />
        <Part label="未参保" n={count.missing} />
        <Part label="待核（仍算应参保）" n={count.undecided} />
      </dl>
    </details>
  );
}

function Part({ label, n, strong = false }: { label: string; n: number; strong?: boolean }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{strong ? <b>{n.toLocaleString('zh-CN')}</b> : n.toLocaleString('zh-CN')}</dd>
    </div>
  );
}
