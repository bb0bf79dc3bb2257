/** Results of `load` for 0 to `count` − 1 in their order, each begun while the one before it is being used. */
export async function* oneAhead<T>(count: number, load: (n: number) => Promise<T>): AsyncGenerator<T> {
  const begin = (n: number): Promise<T> | null => {
    if (n >= count) return null;
    const loading = load(n);
    // Whoever stops early has no use for the next one, nor for its failure.
    loading.catch(() => undefined);
    return loading;
  };
  let next = begin(0);
  for (let n = 0; next !== null; n++) {
    const loaded: T = await next;
    next = begin(n + 1);
    yield loaded;
  }
}
