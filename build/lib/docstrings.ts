/** What the docstrings of one source file say of its schemas. */
export interface Docstrings {
  /** By the name of an export. */
  readonly exports: ReadonlyMap<string, string>;
  /** By export and field, e.g. `Applied.receipt`; a field of a constant that is not exported by its name alone, since it is spread into several schemas. */
  readonly fields: ReadonlyMap<string, string>;
}

const CONSTANT = /^(export )?const (\w+)\b/;
const FIELD = /^ {2}(\w+):/;

const oneLine = (comment: string): string =>
  comment
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(\/\*\*|\*\/|\*)?/, '')
        .replace(/\s*\*\/$/, '')
        .trim(),
    )
    .join(' ')
    .trim();

/** Reads the docstrings that stand right before exported constants and before the fields of a constant. */
export function docstringsOf(source: string): Docstrings {
  const [exports, fields] = [new Map<string, string>(), new Map<string, string>()];
  let place = '';
  let comment: string[] = [];
  for (const line of source.split('\n')) {
    const isComment = comment.length === 0 ? /^\s*\/\*\*/.test(line) : !(comment.at(-1) ?? '').includes('*/');
    if (isComment) {
      comment.push(line);
      continue;
    }
    const [, exported, constant] = CONSTANT.exec(line) ?? [];
    const field = FIELD.exec(line)?.[1];
    if (constant !== undefined) place = exported === undefined ? '' : `${constant}.`;
    if (comment.length > 0 && exported !== undefined && constant !== undefined)
      exports.set(constant, oneLine(comment.join('\n')));
    if (comment.length > 0 && field !== undefined) fields.set(place + field, oneLine(comment.join('\n')));
    comment = [];
  }
  return { exports, fields };
}

/** Gives a schema its docstring, and its fields theirs, wherever nothing is said of them yet. */
export function describe(
  schema: Record<string, unknown>,
  name: string,
  docs: Docstrings,
): Record<string, unknown> {
  const own = docs.exports.get(name);
  return { ...(own === undefined ? {} : { description: own }), ...withFields(schema, name, docs) };
}

function withFields(
  schema: Record<string, unknown>,
  name: string,
  docs: Docstrings,
): Record<string, unknown> {
  const described = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if ((key === 'oneOf' || key === 'anyOf') && Array.isArray(value))
      return [key, value.map((one: Record<string, unknown>) => withFields(one, name, docs))];
    if (key !== 'properties') return [key, value];
    const properties = Object.entries(value as Record<string, Record<string, unknown>>);
    return [
      key,
      Object.fromEntries(
        properties.map(([field, of]) => [
          field,
          withDoc(of, docs.fields.get(`${name}.${field}`) ?? docs.fields.get(field)),
        ]),
      ),
    ];
  });
  return Object.fromEntries(described);
}

const withDoc = (
  schema: Record<string, unknown>,
  description: string | undefined,
): Record<string, unknown> =>
  description === undefined || schema.description !== undefined ? schema : { ...schema, description };
