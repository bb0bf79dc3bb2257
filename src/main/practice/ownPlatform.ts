/** Names of this very machine. */
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The one address that practice (练习) may speak to: where its own platform said it listens, while that platform runs. Every
 * line of a practice desk asks here before each request, so that a named, registered or copied platform is never reached.
 */
export class OwnPlatform {
  private origin: string | null = null;

  /** The practice platform has started and listens here. An address of another machine is none. */
  isAt(url: string): void {
    const address = URL.canParse(url) ? new URL(url) : null;
    this.origin = address !== null && LOOPBACK.has(address.hostname) ? address.origin : null;
  }

  /** It was stopped, or has died: now nothing is reached at all. */
  isGone(): void {
    this.origin = null;
  }

  reaches(url: URL): boolean {
    return this.origin !== null && url.origin === this.origin && LOOPBACK.has(url.hostname);
  }
}
