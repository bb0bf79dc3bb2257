import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as messages from '../src/shared/protocol/messages';
import { REFUSALS } from '../src/shared/protocol/refusals';
import { ROUTES, type Route, refusalsOf } from '../src/shared/protocol/routes';
import { describe as describeSchema, docstringsOf } from './lib/docstrings';
import { openapiDocument, openapiFile, openapiText } from './openapi';

interface Described {
  paths: Record<string, Record<string, { responses: Record<string, { description: string }> }>>;
  components: { schemas: Record<string, object> };
}
const document = openapiDocument() as unknown as Described;
const { schemas } = document.components;

/** A schema of the document as a check of its own: references within the document are followed. */
function checkOf(name: string): z.ZodType {
  const text = JSON.stringify({ ...schemas[name], $defs: schemas }).replaceAll(
    '#/components/schemas/',
    '#/$defs/',
  );
  return z.fromJSONSchema(JSON.parse(text) as z.core.JSONSchema.JSONSchema);
}

describe('docs/openapi.json', () => {
  it('[OA1] is what the route table and the schemas give now', () => {
    expect(readFileSync(openapiFile, 'utf8') === openapiText(), 'run: npm run openapi').toBe(true);
  });

  it('[OA2] has exactly the routes of the table, each with its refusals and their status', () => {
    const described = Object.entries(document.paths).flatMap(([path, of]) =>
      Object.keys(of).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes: Route[] = Object.values(ROUTES);
    expect(described.sort()).toEqual(routes.map((r) => `${r.method} ${r.path}`).sort());
    for (const route of routes) {
      const { responses } = document.paths[route.path]?.[route.method.toLowerCase()] ?? { responses: {} };
      for (const code of refusalsOf(route))
        expect(responses[REFUSALS[code].status]?.description, `${route.path} ${code}`).toContain(code);
    }
  });

  it('[OA4] has every schema it refers to', () => {
    const refs = [...openapiText().matchAll(/"\$ref": "([^"]+)"/g)].map((m) => m[1] ?? '');
    expect(refs.length).toBeGreaterThan(100);
    const known = new Set(Object.keys(schemas).map((name) => `#/components/schemas/${name}`));
    expect(refs.filter((ref) => !known.has(ref))).toEqual([]);
  });

  it('[OA4] accepts and rejects what the schema accepts and rejects', () => {
    const envelope = { api: messages.API, protocol: 1, serverTime: '2026-11-22T09:00:00.000+08:00' };
    const echo = { opId: '01J00000000000000000000000', bodyHash: 'a'.repeat(64), at: envelope.serverTime };
    const waiting = { ...echo, outcome: 'waiting', for: echo.opId };
    const samples: [string, z.ZodType, unknown][] = [
      ['PushResults', messages.PushResults, { ...envelope, results: [waiting] }],
      ['PushResults', messages.PushResults, { ...envelope, results: [{ ...waiting, bodyHash: 'x' }] }],
      ['PushResults', messages.PushResults, { ...envelope, results: [{ ...waiting, more: 1 }] }],
      ['FeedPage', messages.FeedPage, { ...envelope, rows: [], cursor: 'c', more: false, asOf: 't' }],
      [
        'FeedPage',
        messages.FeedPage,
        { ...envelope, rows: [{ type: 'gone' }], cursor: 'c', more: false, asOf: 't' },
      ],
      ['PlatformError', messages.PlatformError, { ...envelope, error: { code: 'BUSY', text: '。' } }],
      [
        'PlatformError',
        messages.PlatformError,
        { ...envelope, api: 'portal', error: { code: 'BUSY', text: '。' } },
      ],
    ];
    const verdicts = samples.map(([name, schema, value]) => [
      schema.safeParse(value).success,
      checkOf(name).safeParse(value).success,
    ]);
    expect(verdicts.map(([own]) => own)).toEqual([true, false, false, true, false, true, false]);
    for (const [own, described] of verdicts) expect(described).toBe(own);
  });

  it('[OA5] has every exported message by its name, and what each element of a list has to be', () => {
    const exported = Object.entries(messages).filter(([, value]) => value instanceof z.ZodType);
    expect(exported.map(([name]) => name).filter((name) => schemas[name] === undefined)).toEqual([]);
    expect(schemas.PushOperations).toMatchObject({
      properties: { operations: { items: { $ref: '#/components/schemas/Operation' } } },
    });
  });

  it('[OA6] says of schemas and fields what their docstrings say', () => {
    const { exports, fields } = docstringsOf(`
const shared = {
  /** Spread into both. */
  at: 1,
};
/** The first. */
export const One = z.object({
  ...shared,
  /**
   * Over two
   * lines.
   */
  name: 2,
  other: 3,
});
export const Two = z.object({ ...shared });
`);
    expect([...exports]).toEqual([['One', 'The first.']]);
    expect([...fields]).toEqual([
      ['at', 'Spread into both.'],
      ['One.name', 'Over two lines.'],
    ]);
    const properties = { at: { type: 'string' }, name: { description: 'Said already.' }, other: {} };
    expect(describeSchema({ properties }, 'One', { exports, fields })).toEqual({
      description: 'The first.',
      properties: {
        at: { type: 'string', description: 'Spread into both.' },
        name: properties.name,
        other: {},
      },
    });
    expect(schemas.Applied).toMatchObject({
      properties: { receipt: { description: expect.stringContaining('平台回执号') } },
    });
  });
});
