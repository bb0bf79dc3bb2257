import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import * as civilDate from '../../src/shared/domain/civilDate';
import { CivilDate } from '../../src/shared/domain/civilDate';
import * as enrolment from '../../src/shared/domain/enrolment';
import * as household from '../../src/shared/domain/household';
import * as matter from '../../src/shared/domain/matter';
import * as money from '../../src/shared/domain/money';
import * as operation from '../../src/shared/domain/operation';
import * as payment from '../../src/shared/domain/payment';
import * as person from '../../src/shared/domain/person';
import * as record from '../../src/shared/domain/record';
import * as region from '../../src/shared/domain/region';
import * as specialIdentity from '../../src/shared/domain/specialIdentity';
import * as unit from '../../src/shared/domain/unit';
import * as json from '../../src/shared/json';
import { MATTER_LIST } from '../../src/shared/matters/index';
import * as chain from '../../src/shared/protocol/chain';
import * as messages from '../../src/shared/protocol/messages';
import { READ_ONE_BY_ONE } from '../../src/shared/protocol/messages';
import * as verdict from '../../src/shared/protocol/verdict';
import * as answer from '../../src/shared/rules/answer';
import { Case } from '../../src/shared/rules/case';
import { type Docstrings, describe, docstringsOf } from './docstrings';

/** A JSON Schema (2020-12) as the document carries it. */
export type JsonSchema = Record<string, unknown>;

const REF = '#/components/schemas/';

/** Exports that are schemas, under their own names: a message that is added is in the document without another word. */
const schemasOf = (module: object): [string, z.ZodType][] =>
  Object.entries(module).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType);

/** The body of one matter (`Operation.body`) by the name it has in the document. */
export const bodyName = (matter: string): string => `Body.${matter}`;

/** The files whose exported schemas make the document. */
const MODULES: Readonly<Record<string, object>> = {
  'protocol/messages': messages,
  'protocol/chain': chain,
  'protocol/verdict': verdict,
  'rules/answer': answer,
  json,
  'domain/operation': operation,
  'domain/record': record,
  'domain/person': person,
  'domain/household': household,
  'domain/unit': unit,
  'domain/region': region,
  'domain/enrolment': enrolment,
  'domain/payment': payment,
  'domain/specialIdentity': specialIdentity,
  'domain/civilDate': civilDate,
  'domain/money': money,
  'domain/matter': matter,
};

const NAMED: readonly [string, z.ZodType][] = [
  ...Object.values(MODULES).flatMap(schemasOf),
  ['Case', Case],
  ...MATTER_LIST.map((matter): [string, z.ZodType] => [bodyName(matter.code), matter.body]),
];

const names = new Map<z.core.$ZodType, string>();
for (const [name, schema] of NAMED) if (!names.has(schema)) names.set(schema, name);

/** The name a schema has in the document; null for one that is written out where it stands. */
export const nameOf = (schema: z.ZodType): string | null => names.get(schema) ?? null;

const shared = join(import.meta.dirname, '..', '..', 'src', 'shared');

/** The docstrings of the file that each exported schema is from, by the schema's name. */
function docstrings(): Map<string, Docstrings> {
  return new Map(
    Object.entries(MODULES).flatMap(([file, module]) => {
      const docs = docstringsOf(readFileSync(join(shared, `${file}.ts`), 'utf8'));
      return schemasOf(module).map(([name]): [string, Docstrings] => [name, docs]);
    }),
  );
}

const SHARED = '__shared';

/** Every named schema. What JSON Schema cannot say (conditions over two fields) is left to the platform’s own check. */
export function namedSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema as z.ZodType, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: 'input',
    unrepresentable: 'any',
    uri: (id) => REF + id,
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === CivilDate) Object.assign(jsonSchema, { format: 'date' });
      const each = READ_ONE_BY_ONE.get(zodSchema);
      const name = each === undefined ? null : nameOf(each);
      if (name !== null) Object.assign(jsonSchema, { $ref: REF + name });
    },
  });
  const { [SHARED]: copies, ...own } = tidy(schemas) as Record<string, JsonSchema>;
  const text = copiesByName(JSON.stringify(own), copies, own);
  const docs = docstrings();
  const entries = Object.entries(JSON.parse(text) as Record<string, JsonSchema>).map(
    ([name, schema]): [string, JsonSchema] => {
      const of = docs.get(name);
      return [name, of === undefined ? schema : describe(schema, name, of)];
    },
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Recursive schemas without a name of their own are a named one written again (another description); they go by its name. */
function copiesByName(
  text: string,
  shared: JsonSchema | undefined,
  own: Readonly<Record<string, JsonSchema>>,
): string {
  for (const [key, schema] of Object.entries((shared?.$defs ?? {}) as Record<string, JsonSchema>)) {
    const ref = `${REF}${SHARED}#/$defs/${key}"`;
    const alias = JSON.stringify({ $ref: ref.slice(0, -1) });
    const named = (name: string): string => JSON.stringify(schema).replaceAll(ref, `${REF}${name}"`);
    const name = Object.keys(own).find((key) => [alias, named(key)].includes(JSON.stringify(own[key])));
    if (name === undefined)
      throw new Error(`a recursive schema of the protocol needs an exported name: ${JSON.stringify(schema)}`);
    text = text
      .replace(`"${name}":${alias}`, () => `"${name}":${named(name)}`)
      .replaceAll(ref, `${REF}${name}"`);
  }
  return text;
}

/** A schema where it is used: by its name, or written out. */
export function schemaRef(schema: z.ZodType): JsonSchema {
  const name = nameOf(schema);
  return name === null
    ? (tidy(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })) as JsonSchema)
    : { $ref: REF + name };
}

/** Without the keys that say nothing here: the dialect (the document names it once), own ids, JavaScript’s bounds of integers. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, item]) =>
          !(typeof item === 'string' && ['$schema', '$id', 'id'].includes(key)) &&
          !(typeof item === 'number' && Math.abs(item) === Number.MAX_SAFE_INTEGER),
      )
      .map(([key, item]) => [key, tidy(item)]),
  );
}
