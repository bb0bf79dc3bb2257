import { z } from 'zod';
import { CivilDate, CivilMonth } from '../../src/shared/domain/civilDate';
import { FeePeriod } from '../../src/shared/domain/payment';
import { RegionCode } from '../../src/shared/domain/region';

/** One member of a case or answer as its schema describes it. */
export interface Member {
  /** Such as `facts.person.alive`. */
  readonly path: string;
  readonly name: string;
  readonly required: boolean;
  /** What may stand there, in words. */
  readonly type: string;
  readonly meaning: string;
}
/** The members of one object of a case. */
export interface MemberTable {
  /** Such as `facts.person`; empty: the case itself. */
  readonly path: string;
  /** True where a list of such objects stands there. */
  readonly list: boolean;
  /** Other places where the same object may stand. */
  readonly also: string[];
  readonly members: readonly Member[];
}

type Schema = z.core.$ZodType;

/** The schema under optional and null. */
function bare(schema: Schema): Schema {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? bare(schema.unwrap()) : schema;
}
const mayBeNull = (schema: Schema): boolean =>
  schema instanceof z.ZodNullable || (schema instanceof z.ZodOptional && mayBeNull(schema.unwrap()));
const described = (schema: Schema): string => {
  const own = z.globalRegistry.get(schema)?.description;
  if (own !== undefined) return own;
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? described(schema.unwrap()) : '';
};

/** By definition, because a description makes a copy of the schema. */
const NAMED = new Map<unknown, string>([
  [CivilDate._zod.def, '`YYYY-MM-DD`'],
  [CivilMonth._zod.def, '`YYYY-MM`'],
  [FeePeriod._zod.def, '`YYYY` or `YYYY-MM`'],
  [RegionCode._zod.def, '6 digits'],
]);

/** What may stand in a member of this name, in words. */
function typeWords(name: string, schema: Schema): string {
  const inner = bare(schema);
  const orNull = mayBeNull(schema) ? ', null' : '';
  const named = NAMED.get(inner._zod.def);
  if (named !== undefined) return named + orNull;
  if (inner instanceof z.ZodEnum) {
    const all = inner.options.map((option) => `\`${option}\``);
    const said = described(schema);
    return (all.every((option) => said.includes(option)) ? 'code' : all.join(' ')) + orNull;
  }
  if (inner instanceof z.ZodBoolean) return `true, false${orNull}`;
  if (inner instanceof z.ZodNumber) return (name.endsWith('Fen') ? 'fen' : 'whole number') + orNull;
  if (inner instanceof z.ZodString) return `text${orNull}`;
  if (inner instanceof z.ZodArray) {
    const item = bare(inner.element);
    return item instanceof z.ZodObject ? 'list of objects' : `list of ${typeWords(name, item)}`;
  }
  return inner instanceof z.ZodObject ? 'object' : 'any JSON';
}

/** Every object of a schema as a table of its members, the outermost first; an object that stands twice is one table. */
export function memberTables(schema: z.ZodObject): MemberTable[] {
  const tables: MemberTable[] = [];
  const known = new Map<Schema, MemberTable>();
  const visit = (object: z.ZodObject, path: string, list: boolean): void => {
    const seen = known.get(object);
    if (seen) {
      seen.also.push(path);
      return;
    }
    const parts = Object.entries(object.shape as Record<string, Schema>);
    const table: MemberTable = {
      path,
      list,
      also: [],
      members: parts.map(([name, part]) => ({
        path: path === '' ? name : `${path}.${name}`,
        name,
        required: !(part instanceof z.ZodOptional),
        type: typeWords(name, part),
        meaning: described(part),
      })),
    };
    known.set(object, table);
    tables.push(table);
    for (const [name, part] of parts) {
      const inner = bare(part);
      const at = path === '' ? name : `${path}.${name}`;
      const item = inner instanceof z.ZodArray ? bare(inner.element) : inner;
      if (item instanceof z.ZodObject) visit(item, at, inner instanceof z.ZodArray);
    }
  };
  visit(schema, '', false);
  return tables;
}
