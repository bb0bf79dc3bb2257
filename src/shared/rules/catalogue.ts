import { z } from 'zod';
import rows from './catalogue.json' with { type: 'json' };

/** One entry of the catalogue of rules, whether the engine decides by it or not. */
export const CatalogueEntry = z
  .strictObject({
    id: z.string().regex(/^R-[A-Z]+-\d{1,2}(-\d)?$/),
    /** Section of the catalogue, 1 to 22. */
    section: z.number().int().min(1).max(22),
    /** decision: a rule of the book answers; arithmetic: a computation inside another rule; duty: nothing to decide. */
    kind: z.enum(['decision', 'arithmetic', 'duty']),
    /** How good the wording is that we worked from. */
    text: z.enum(['first-hand', 'quoted', 'secondary', 'engine']),
    article: z.string().min(1),
    title: z.string().min(1),
    /** Of a duty: what the product does for it. */
    product: z.string().min(1).optional(),
    /** Of arithmetic: the rule whose cases compute it. */
    within: z.string().optional(),
  })
  .refine((e) => (e.kind === 'duty') === (e.product !== undefined), {
    message: 'a duty says what the product does',
  })
  .refine((e) => (e.kind === 'arithmetic') === (e.within !== undefined), {
    message: 'arithmetic names its rule',
  });
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** Every rule and obligation of the catalogue, in its order. */
export const CATALOGUE: readonly CatalogueEntry[] = z.array(CatalogueEntry).parse(rows);

export const KIND_LABELS = { decision: '判定', arithmetic: '计算', duty: '职责' } as const;
export const TEXT_LABELS = {
  'first-hand': '原文',
  quoted: '引文',
  secondary: '转述',
  engine: '默认口径',
} as const;
