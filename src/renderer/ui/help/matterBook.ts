import type { MatterCode } from '#shared/domain/matter';
import type { Material } from '#shared/rules/answer';
import { ARTICLES, type AskedRule, type BookArticle } from '#shared/rules/articles';
import { decide } from '#shared/rules/decide';
import type { WorkedCase } from '#shared/rules/workedCase';
import { caseMatterOf } from './matterAbout';

/** What the rule book holds of one matter: found from the rules that its worked cases ask, never written down a second time. */
export interface MatterBook {
  /** Articles the matter rests on, in the order of the documents, each with its rules that are asked. */
  readonly articles: readonly { readonly at: BookArticle; readonly rules: readonly AskedRule[] }[];
  /** Documents to take in, as the answers name them. */
  readonly materials: readonly Material[];
}

const known = new Map<string, MatterBook>();

/** The book of a matter; answered by the cases once, then remembered. */
export function matterBook(code: MatterCode, cases: readonly WorkedCase[]): MatterBook {
  const matter = caseMatterOf(code);
  const before = known.get(matter);
  if (before) return before;
  const asked = new Set<string>();
  const materials = new Map<string, Material>();
  for (const { subject, book } of cases) {
    if (subject.matter !== matter) continue;
    const answer = decide(subject, book);
    for (const { rule } of answer.trace) asked.add(rule);
    for (const material of answer.materials) {
      const held = materials.get(material.code);
      // Taken in by some only: needed where any case needs it.
      if (!held || (material.required && !held.required)) materials.set(material.code, material);
    }
  }
  const articles = ARTICLES.flatMap((at) => {
    const rules = at.own.filter(({ rule }) => asked.has(rule.id));
    return rules.length === 0 ? [] : [{ at, rules }];
  });
  const found = { articles, materials: [...materials.values()] };
  known.set(matter, found);
  return found;
}
