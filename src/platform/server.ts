import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { CivilDate } from '#shared/domain/civilDate';
import type { Jurisdiction } from '#shared/domain/region';
import { err, ok, type Result } from '#shared/result';
import { type PlatformClock, platformClock } from './clock';
import type { Database, StoreTrouble } from './database/database';
import { openRegister, type RegisterPlace } from './openRegister';
import { makeRegistrationCode, voidUnusedCodes } from './service/access';
import { httpService } from './service/http';

export interface PlatformOptions extends RegisterPlace {
  readonly host?: string;
  /** 0: any free one. */
  readonly port?: number;
  /** Keeps the platform's date at this day; null: the real one. */
  readonly today?: CivilDate | null;
  readonly taxToken?: string | null;
  /** Records of one segment of a snapshot; left out, what suits a township. */
  readonly segmentRecords?: number;
}

export interface RunningPlatform {
  readonly url: string;
  readonly port: number;
  readonly db: Database;
  readonly clock: PlatformClock;
  /** A code for one desk; earlier unused ones stay valid unless `voidOthers`. */
  registrationCode(jurisdiction: Jurisdiction, options?: { voidOthers: boolean }): Promise<string>;
  /** Finishes the requests that are being answered, closes the database and frees its folder. */
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const STOP_PATIENCE_MS = 3_000;

const LastTime = z.array(z.object({ at: z.string().nullable() })).length(1);

/** The service's clock goes on where the register's last entry left off. */
export async function clockOf(db: Database, fixedDay: CivilDate | null): Promise<PlatformClock> {
  const [row] = LastTime.parse(
    await db.query(
      `SELECT greatest((SELECT max(received_at) FROM operations),
                       (SELECT at FROM change_log ORDER BY seq DESC LIMIT 1)) AS at`,
    ),
  );
  return platformClock({ fixedDay, notBefore: row?.at ?? null });
}

/** Starts the reference platform. Everything that may go wrong in ordinary life comes back as a sentence. */
export async function startPlatform(
  options: PlatformOptions,
): Promise<Result<RunningPlatform, StoreTrouble>> {
  const opened = await openRegister(options);
  if (!opened.ok) return opened;
  const { db, lock } = opened.value;
  const clock = await clockOf(db, options.today ?? null);
  const app = httpService({
    db,
    clock,
    operatorSecret: lock?.secret ?? randomBytes(24).toString('base64url'),
    taxToken: options.taxToken ?? null,
    segmentRecords: options.segmentRecords,
  });
  const host = options.host ?? LOOPBACK;
  try {
    await app.listen({ host, port: options.port ?? 0 });
  } catch (error) {
    await app.close();
    await opened.value.close();
    const why = error instanceof Error ? error.message : String(error);
    return err({
      code: 'PORT_IN_USE',
      text: `平台不能在 ${host} 的 ${options.port ?? 0} 端口上接受连接：${why}。请换一个端口。`,
    });
  }
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  await lock?.announce(url);

  const shutDown = async (): Promise<void> => {
    const impatient = setTimeout(() => app.server.closeAllConnections(), STOP_PATIENCE_MS);
    await app.close();
    clearTimeout(impatient);
    await opened.value.close();
  };
  let stopping: Promise<void> | null = null;
  return ok({
    url,
    port,
    db,
    clock,
    registrationCode: async (jurisdiction, { voidOthers } = { voidOthers: false }) => {
      if (voidOthers) await voidUnusedCodes(db);
      return makeRegistrationCode(db, clock, jurisdiction);
    },
    stop: () => {
      stopping ??= shutDown();
      return stopping;
    },
  });
}
