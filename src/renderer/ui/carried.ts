/** So many are remembered; a clerk goes back a few pages. */
const MOST = 200;

/**
 * What one page leaves for another, or for the way back, in this page's memory only. Nothing of anybody may stand in an address or in the
 * history's state: the browser writes both to the disk as they are (VS10). Gone with the page, so at every lock.
 */
export class Carried<T> {
  private readonly values = new Map<string, T>();

  keep(key: string, value: T): void {
    this.values.delete(key);
    this.values.set(key, value);
    const [oldest] = this.values.keys();
    if (this.values.size > MOST && oldest !== undefined) this.values.delete(oldest);
  }

  get(key: string): T | undefined {
    return this.values.get(key);
  }
}
