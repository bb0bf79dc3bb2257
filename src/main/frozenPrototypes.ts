/**
 * Prototypes that whatever reads a foreign file cannot change (CVE-2023-30533: a comment at the cell `__proto__` wrote into
 * `Object.prototype` through the library that read it). Each process that reads such files calls this once its libraries are loaded and
 * before it sees the first byte; there is no way back.
 */
export function freezePrototypes(): void {
  // As a key, which is how a file's names come to an object; literals and `Object.getPrototypeOf` do not need it.
  Reflect.deleteProperty(Object.prototype, '__proto__');
  for (const prototype of prototypes()) {
    if (isShadowed(prototype)) letBeShadowed(prototype);
    Object.freeze(prototype);
  }
}

/** Every prototype of the language that a value can have, those without a name included, and Node's own for bytes and texts. */
export function prototypes(): Set<object> {
  const values: object[] = [
    ...[() => {}, async () => {}, function* () {}, async function* () {}],
    ...[[].values(), new Map().values(), new Set().values(), ''.matchAll(/x/g), ''[Symbol.iterator]()],
  ];
  const found = new Set<object>();
  const add = (prototype: unknown): void => {
    let at = prototype;
    while (typeof at === 'object' || typeof at === 'function') {
      if (at === null) return;
      found.add(at);
      at = Object.getPrototypeOf(at);
    }
  };
  for (const { prototype } of NAMED) add(prototype);
  for (const value of values) add(Object.getPrototypeOf(value));
  // What a generator function makes has a parent of its own, which all share above it.
  for (const made of [function* () {}, async function* () {}])
    add((Object.getPrototypeOf(made) as { prototype: unknown }).prototype);
  return found;
}

/** `RegExp` is not among them: where its prototype is frozen the engine matches patterns four times slower, and no key of a file leads to a pattern. */
const NAMED: readonly { readonly prototype: object }[] = [
  ...[Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Date, Promise],
  ...[Map, Set, WeakMap, WeakSet, WeakRef, FinalizationRegistry],
  ...[Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError],
  ...[ArrayBuffer, SharedArrayBuffer, DataView, Buffer, TextDecoder, TextEncoder],
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
  ...[BigInt64Array, BigUint64Array, Float32Array, Float64Array],
];

/**
 * Whether programs give objects members of the same names: `error.name = …`, `columns['constructor'] = …`. In strict mode that would throw
 * where the prototype's own member cannot be written.
 */
const isShadowed = (prototype: object): boolean =>
  prototype === Object.prototype ||
  prototype === Function.prototype ||
  prototype === Error.prototype ||
  prototype instanceof Error;

/** Makes each member an accessor that says what it said, and gives an object that is assigned such a member one of its own. */
function letBeShadowed(prototype: object): void {
  for (const name of Reflect.ownKeys(prototype)) {
    const member = Object.getOwnPropertyDescriptor(prototype, name);
    if (member === undefined || !('value' in member) || !member.configurable) continue;
    const value: unknown = member.value;
    Object.defineProperty(prototype, name, {
      get: () => value,
      set(this: object, own: unknown) {
        if (this === prototype) throw new TypeError(`${String(name)} stands in a frozen prototype`);
        Object.defineProperty(this, name, {
          value: own,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      },
    });
  }
}
