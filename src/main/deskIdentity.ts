import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Codec } from '../shared/codec';
import { Jurisdiction } from '../shared/domain/region';
import type { Trouble } from '../shared/host';
import { PolicyKey } from '../shared/policy/bundle';
import { err, ok, type Result } from '../shared/result';
import { PlatformTrust } from './delivery/trust';

/** Where a desk is registered. The token lets it speak to the platform and never reaches the window. */
export const Registration = z.strictObject({
  mode: z.enum(['trial', 'platform']),
  url: z.string(),
  token: z.string(),
  jurisdiction: Jurisdiction,
  /** The key that signs the platform's policies, as it was told then. */
  policyKey: PolicyKey.optional(),
  /** What the platform's server has to show, as the county told it then. */
  trust: PlatformTrust.optional(),
});
export type Registration = z.infer<typeof Registration>;

const Clerk = z.strictObject({ id: z.string().min(1).max(40), name: z.string().min(1).max(40) });
export type Clerk = z.infer<typeof Clerk>;
/** A desk is one window of an office. */
export const MOST_CLERKS = 20;

/** Who this desk is (`desk.json`): made once, at the first start. */
export interface Identity {
  readonly device: string;
  readonly name: string;
  /** The clerk signed in. */
  readonly clerk: Clerk;
  /** Everybody who works at this desk, the signed-in clerk among them. */
  readonly clerks: readonly Clerk[];
  readonly registration: Registration | null;
}

const DeskFile = z.strictObject({
  version: z.literal(1),
  device: z.string().min(8).max(60),
  name: z.string().min(1).max(60),
  clerk: Clerk,
  /** Desks of version 0.1 have one clerk and no list. */
  clerks: z.array(Clerk).max(MOST_CLERKS).optional(),
  registration: Registration.omit({ token: true }).extend({ token: z.base64() }).nullable(),
});

const FIRST_CLERK: Clerk = { id: 'clerk-1', name: '经办员' };
export const DESK_FILE = 'desk.json';
export const TOKEN_CONTEXT = 'desk/token/1';

/** The desk's identity on the disk; a change is in force when the file is whole on the disk. */
export class IdentityStore {
  private constructor(
    private readonly folder: string,
    private readonly codec: Codec,
    private identity: Identity,
  ) {}

  /** Reads `desk.json` or makes a new desk. A file that cannot be understood is left as it is and said. */
  static async open(folder: string, codec: Codec): Promise<Result<IdentityStore, Trouble>> {
    await mkdir(folder, { recursive: true });
    const file = join(folder, DESK_FILE);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        return err({ code: 'DESK_FILE', text: `读不出本机登记文件 ${file}。请检查磁盘和权限后重新启动。` });
      const fresh: Identity = {
        device: `desk-${randomUUID()}`,
        name: '窗口 1 号机',
        clerk: FIRST_CLERK,
        clerks: [FIRST_CLERK],
        registration: null,
      };
      const store = new IdentityStore(folder, codec, fresh);
      await store.write(fresh);
      return ok(store);
    }
    try {
      const { version: _version, clerks, ...stored } = DeskFile.parse(JSON.parse(text));
      const registration = stored.registration && {
        ...stored.registration,
        token: z.string().parse(codec.open(Buffer.from(stored.registration.token, 'base64'), TOKEN_CONTEXT)),
      };
      return ok(
        new IdentityStore(folder, codec, { ...stored, clerks: clerks ?? [stored.clerk], registration }),
      );
    } catch {
      return err({
        code: 'DESK_FILE',
        text: `本机登记文件 ${file} 已损坏或来自更新的版本，程序没有改动它。请联系县级管理员恢复该文件后重新启动；已保存的业务仍在本机流水账中。`,
      });
    }
  }

  get current(): Identity {
    return this.identity;
  }

  async change(part: Partial<Pick<Identity, 'name' | 'registration' | 'clerk' | 'clerks'>>): Promise<void> {
    const next = { ...this.identity, ...part };
    await this.write(next);
    this.identity = next;
  }

  private async write(identity: Identity): Promise<void> {
    const registration = identity.registration && {
      ...identity.registration,
      token: Buffer.from(this.codec.seal(identity.registration.token, TOKEN_CONTEXT)).toString('base64'),
    };
    const file = join(this.folder, DESK_FILE);
    const handle = await open(`${file}.new`, 'w', 0o600);
    try {
      await handle.writeFile(
        JSON.stringify(DeskFile.parse({ version: 1, ...identity, registration }), null, 2),
      );
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
  }
}
