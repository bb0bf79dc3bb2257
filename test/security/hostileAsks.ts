import fc from 'fast-check';
import { HOST_CALLS, type HostChannel } from '../../src/shared/host';

/** What a page that somebody else runs in could hand to the door. */
export const CHANNELS = Object.keys(HOST_CALLS) as HostChannel[];

const HUGE = '张'.repeat(2_000_000);
/** As `JSON.parse` makes it: `__proto__` a field like any other. */
const poisoned = (text: string): unknown => JSON.parse(text);

const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level++) value = [value];
  return value;
};

/** Values of the wrong kind that JSON can carry. */
export const WRONG: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  0.5,
  '',
  '../../../etc/passwd',
  'C:\\Windows\\System32\\config',
  '<img src=x onerror=alert(1)>',
  '__proto__',
  '\u0000\u202e',
  HUGE,
  [],
  [[[]]],
  {},
  deep(200),
  poisoned('{"__proto__":{"polluted":true}}'),
  poisoned('{"constructor":{"prototype":{"polluted":true}}}'),
];

/** Beside these, what only a structured clone can carry. */
export function wrongClones(): unknown[] {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  return [
    undefined,
    10n,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    new Date(0),
    new Map([['after', 0]]),
    new Set([1]),
    new Uint8Array(8),
    /a+/,
    new Error('x'),
    // biome-ignore lint/suspicious/noSparseArray: holes are one of the things
    [, 1],
    circle,
  ];
}

type Shape = Readonly<Record<string, unknown>>;
const shapeOf = (channel: HostChannel): Shape => (HOST_CALLS[channel].ask as { shape: Shape }).shape;

/** For each field of a channel each wrong value, with the other fields wrong in another way; a field too many; none at all. */
export function brokenAsks(channel: HostChannel): unknown[] {
  const fields = Object.keys(shapeOf(channel));
  const each = fields.flatMap((field, at) =>
    WRONG.map((value, n) => ({
      ...Object.fromEntries(fields.map((name, i) => [name, WRONG[(n + i + at) % WRONG.length]])),
      [field]: value,
    })),
  );
  return [
    ...WRONG,
    ...each,
    { unknownField: 1 },
    poisoned('{"__proto__":{"after":0,"limit":1}}'),
    poisoned('{"toString":1,"hasOwnProperty":1}'),
  ];
}

/** Asks that do not fit the channel's own contract; what happens to fit is a call like any other. */
export const refusable = (channel: HostChannel, asks: readonly unknown[]): unknown[] =>
  asks.filter((ask) => hasPrototypeName(ask) || !HOST_CALLS[channel].ask.safeParse(ask).success);

function hasPrototypeName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (
    Object.hasOwn(value, '__proto__') ||
    Object.values(value).some((inner) => typeof inner === 'object' && hasPrototypeName(inner))
  );
}

/** Anything at all, and objects with the channel's own fields holding anything at all. */
export const anyAsk = (channel: HostChannel): fc.Arbitrary<unknown> => {
  const any = fc.anything({
    maxDepth: 4,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
    withSparseArray: true,
  });
  const fields = Object.fromEntries(Object.keys(shapeOf(channel)).map((name) => [name, any]));
  return fc.oneof(any, fc.record(fields, { requiredKeys: [] }));
};
