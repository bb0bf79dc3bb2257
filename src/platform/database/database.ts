/** A failure of the database that the caller may meet in ordinary life; the text is for the person who runs the service. */
export interface StoreTrouble {
  readonly code:
    | 'FOLDER_IN_USE'
    | 'FOLDER_UNUSABLE'
    | 'DATABASE_UNREACHABLE'
    | 'DATABASE_NEWER'
    | 'PORT_IN_USE';
  readonly text: string;
}

/** One connection, as far as the service uses it. Rows come back as the driver gives them; whoever reads parses. */
export interface Sql {
  query(text: string, params?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
}

/**
 * The one database of the platform, behind two adapters: PGlite in a folder and a PostgreSQL server. Both run the same SQL.
 */
export interface Database extends Sql {
  readonly engine: 'pglite' | 'postgres';
  /** Read committed; rolled back when `run` throws, and `run` may be called again after a deadlock. On PGlite transactions queue, since there is one connection. */
  transaction<T>(run: (sql: Sql) => Promise<T>): Promise<T>;
  /** Repeatable read, read only: everything in `run` sees one moment. */
  oneMoment<T>(run: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The database failed at something; thrown by both adapters. `state` is the SQLSTATE where the database itself answered. */
export class StoreFailure extends Error {
  readonly state: string | null;

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
    this.state = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
  }

  /** A value that the database cannot hold or a constraint forbids: the fault of what was written, not of the database. */
  get isAboutData(): boolean {
    return this.state !== null && /^2[23]/.test(this.state);
  }
}

/** Passes failures of the driver on as `StoreFailure`. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StoreFailure ? error : new StoreFailure(error);
  }
}
