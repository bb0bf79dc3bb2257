/** No ask of the contract is nested more deeply. */
const DEEPEST = 40;

/**
 * True for what JSON could carry (an absent field may also be `undefined`): no map, date, buffer or object of a class, none that goes back
 * into itself, none nested more deeply than the contract, and no field that names a prototype.
 */
export function isPlainData(value: unknown, depth = 0): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth >= DEEPEST) return false;
  const isArray = Array.isArray(value);
  if (!isArray) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return false;
  }
  const names = Reflect.ownKeys(value);
  // An array has its `length` and its places, and no holes.
  if (isArray && names.length !== value.length + 1) return false;
  return names.every(
    (name) =>
      typeof name === 'string' &&
      name !== '__proto__' &&
      isPlainData((value as Record<string, unknown>)[name], depth + 1),
  );
}
