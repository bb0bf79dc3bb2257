import type { PlatformClock } from '../clock';
import type { Database } from '../database/database';

/** What every request works with. */
export interface Platform {
  readonly db: Database;
  readonly clock: PlatformClock;
  /** Lets the person who runs the service in (command line of the same machine); new at every start. */
  readonly operatorSecret: string;
  /** The tax channel's own token; null: feedback comes in by the command line only. */
  readonly taxToken: string | null;
  /** Records of one segment of a snapshot; left out, what suits a township. */
  readonly segmentRecords?: number | undefined;
}
