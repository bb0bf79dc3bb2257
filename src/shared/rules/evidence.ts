import type { Answer, DecisionCode } from './answer';
import { type RuleBook, theBook } from './book';
import type { Case } from './case';
import { decide } from './decide';

/** One fact that, proven otherwise than it is known now, takes part in changing a refusal. */
export interface Evidence {
  /** By the name that `docs/decide.md` uses, e.g. `person.residencePermit`. */
  readonly fact: string;
  /** What to bring, or where to have it put right. */
  readonly bring: string;
}

export interface SmallestEvidence {
  readonly evidence: readonly Evidence[];
  /** The decision if all of it is proven. */
  readonly decision: DecisionCode;
}

interface Proof extends Evidence {
  readonly apply: (c: Case) => Case;
}

const withPerson = (c: Case, person: Case['facts']['person']): Case => ({
  ...c,
  facts: { ...c.facts, person: { ...c.facts.person, ...person } },
});

const PLACES: readonly {
  readonly member: 'residencePermit' | 'studentHere' | 'drawingUnemploymentBenefit' | 'dischargedSoldier';
  readonly bring: string;
}[] = [
  { member: 'residencePermit', bring: '持有本地居住证的，请带居住证。' },
  { member: 'studentHere', bring: '在本地就读的，请带学校出具的学籍证明。' },
  { member: 'drawingUnemploymentBenefit', bring: '正在领取失业保险金的，请带失业保险金领取证明。' },
  { member: 'dischargedSoldier', bring: '是退役军人的，请带退役证明。' },
];

/** One relation ended or paused at the place where it is; nobody can bring a paper that makes one begin. */
function relationProofs(c: Case): Proof[] {
  return (c.facts.relations ?? []).flatMap((r, i) => {
    if (r.status === 'TERMINATED') return [];
    const name = r.scheme === 'EMP' ? '职工医保' : '居民医保';
    const statuses = r.status === 'ACTIVE' ? (['PAUSED', 'TERMINATED'] as const) : (['TERMINATED'] as const);
    return statuses.map((status) => ({
      fact: `relations.${i}.status`,
      bring: `${r.region} 的${name}关系已经${status === 'PAUSED' ? '暂停' : '终止'}的，请带参保地出具的${status === 'PAUSED' ? '停保' : '终止'}凭证。`,
      apply: (x: Case): Case => ({
        ...x,
        facts: {
          ...x.facts,
          relations: (x.facts.relations ?? []).map((other, k) =>
            k === i ? { ...other, status, statusFrom: x.on } : other,
          ),
        },
      }),
    }));
  });
}

/**
 * Values from the domains of the facts that a paper can prove; in the order in which they are easiest to bring. An identity
 * that is not confirmed and a newborn under a parent's name are warned of and never refused, so there is nothing to prove.
 */
function proofs(c: Case): Proof[] {
  const person = c.facts.person ?? {};
  const all: Proof[] = [];
  for (const { member, bring } of PLACES) {
    if (person[member] !== true) {
      all.push({ fact: `person.${member}`, bring, apply: (x) => withPerson(x, { [member]: true }) });
    }
  }
  if (person.hukouRegion !== c.region) {
    const bring = '户籍已在本地的，请带户口簿。';
    all.push({ fact: 'person.hukouRegion', bring, apply: (x) => withPerson(x, { hukouRegion: x.region }) });
  }
  all.push(...relationProofs(c));
  if ((c.facts.sameNumber ?? []).length > 0) {
    const bring = '证件号码确属本人的，请带公安机关出具的身份核实证明，由登记同一号码的参保地更正。';
    const apply = (x: Case): Case => ({ ...x, facts: { ...x.facts, sameNumber: [] } });
    all.push({ fact: 'sameNumber', bring, apply });
  }
  return all;
}

/** The refusal is gone; an answer that asks for more is no way out. */
const changes = (a: Answer) => a.decision === 'ALLOW' || a.decision === 'ALLOW_WARN';

/**
 * The smallest sets of facts, of one or else of two, that would turn a refusal into an allowed matter if they were proven;
 * all sets of that size. Every set is put to the book itself. Empty: the case is not refused, or nothing that a paper can
 * prove changes it (a death stays one).
 */
export function smallestMissingEvidence(subject: Case, book: RuleBook = theBook): SmallestEvidence[] {
  if (decide(subject, book).decision !== 'REFUSE') return [];
  const single = proofs(subject);
  const attempt = (set: readonly Proof[]): SmallestEvidence[] => {
    const answer = decide(
      set.reduce((c, proof) => proof.apply(c), subject),
      book,
    );
    if (!changes(answer)) return [];
    return [{ evidence: set.map(({ fact, bring }) => ({ fact, bring })), decision: answer.decision }];
  };
  const one = single.flatMap((proof) => attempt([proof]));
  if (one.length > 0) return one;
  return single.flatMap((a, i) =>
    single
      .slice(i + 1)
      .filter((b) => b.fact !== a.fact)
      .flatMap((b) => attempt([a, b])),
  );
}
