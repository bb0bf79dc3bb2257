import { plainCodec } from '#shared/codec';
import { FeedRow } from '#shared/protocol/messages';
import { platformTransport, type Transport } from '../../src/main/delivery/transport';
import { IdentityStore } from '../../src/main/deskIdentity';

/** Rows asked for at once. */
const PAGE = 500;

/**
 * What the platform itself says of its records, asked over the protocol with the desk's own token: a witness beside the desk,
 * which never looks at what the desk believes.
 */
export class CrashWitness {
  private cursor: string | null = null;
  private readonly versions = new Map<string, number>();

  constructor(private readonly deskFolder: string) {}

  /** Versions of the persons that were changed since the first call, by id, as the platform has them now. */
  async personVersions(): Promise<ReadonlyMap<string, number>> {
    const line = await this.line();
    this.cursor ??= await cursorOf(line);
    for (let more = true; more; ) {
      const page = await line.feed({ cursor: this.cursor, limit: PAGE });
      if (!page.ok) throw new Error(`the feed: ${page.error.text}`);
      // A platform of this very version: each row is what the contract says.
      for (const raw of page.value.rows) {
        const row = FeedRow.parse(raw);
        if (row.type === 'record' && row.record.kind === 'person')
          this.versions.set(row.record.id, row.record.version);
      }
      this.cursor = page.value.cursor;
      more = page.value.more;
    }
    return this.versions;
  }

  private async line(): Promise<Transport> {
    const identity = await IdentityStore.open(this.deskFolder, plainCodec);
    if (!identity.ok) throw new Error(identity.error.text);
    const { registration } = identity.value.current;
    if (registration === null) throw new Error('the desk was never registered');
    return platformTransport(registration);
  }
}

/** The place in the feed that a snapshot taken now leads on from. */
async function cursorOf(line: Transport): Promise<string> {
  const manifest = await line.snapshot();
  if (!manifest.ok) throw new Error(`the snapshot: ${manifest.error.text}`);
  return manifest.value.cursor;
}
