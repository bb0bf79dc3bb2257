import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TODAY } from '#fixtures/township';
import type { Jurisdiction } from '#shared/domain/region';
import { openPolicy, type PolicyBundle } from '#shared/policy/bundle';
import { platformTransport } from '../../../src/main/delivery/transport';
import { currentPolicy, policyKey, publishPolicy } from '../../../src/platform/policy/policies';
import { loadRecords } from '../../../src/platform/register/recordStore';
import { prepareTemplate } from '../../../src/platform/sample';
import { type RunningPlatform, startPlatform } from '../../../src/platform/server';
import { TestDesk } from '../../../src/platform/testing/desk';
import { FaultProxy } from '../proxy';
import type { DeskIdentity } from './main';
import { type Folk, folkOf, recordsOf } from './village';

const FEWEST = 200;
/** Few, so that a snapshot of these small villages comes in several segments and is cut between them too. */
const SEGMENT_RECORDS = 3;

/** What all runs of one process stand on: the real platform, the proxy before it, a folder. */
export class Ground {
  private runs = 0;
  private port: number;

  private constructor(
    readonly root: string,
    public platform: RunningPlatform,
    readonly proxy: FaultProxy,
  ) {
    this.port = platform.port;
  }

  /** `template`: a prepared folder with the sample, so that the database need not be made. */
  static async open(template: string | null): Promise<Ground> {
    const root = await mkdtemp(join(tmpdir(), 'canbao-faults-'));
    const of = template ?? join(root, 'template');
    if (template === null) await makeTemplate(of);
    const platform = await served(join(root, 'platform'), of, 0);
    return new Ground(root, platform, await FaultProxy.start(platform.url));
  }

  /** New people on the platform, whom no other run knows. */
  async settleFolk(make: (n: number) => Folk = folkOf): Promise<Folk> {
    const folk = make(this.runs++);
    await this.platform.db.transaction((sql) => loadRecords(sql, recordsOf(folk)));
    return folk;
  }

  async register(jurisdiction: Jurisdiction, device: string): Promise<DeskIdentity> {
    const code = await this.platform.registrationCode(jurisdiction);
    const answer = await platformTransport({ url: this.platform.url }).register({
      code,
      device,
      name: device,
    });
    if (!answer.ok) throw new Error(answer.error.text);
    const { token, policyKey = null } = answer.value;
    return { device, token, policyKey, jurisdiction, clerk: { id: 'clerk-1', name: '经办员甲' } };
  }

  /** Somebody else who works on the same people, straight on the platform. */
  async rival(jurisdiction: Jurisdiction): Promise<TestDesk> {
    const rival = await TestDesk.registered(this.platform, jurisdiction);
    await rival.snapshot();
    return rival;
  }

  /** The county publishes another policy, for whoever asks from now on: limits, or what a second clerk re-checks. */
  async publish(change: Partial<Pick<PolicyBundle, 'limits' | 'review'>>): Promise<void> {
    const { db, clock } = this.platform;
    const now = openPolicy(await currentPolicy(db, clock), await policyKey(db, clock), null);
    if (!now.ok) throw new Error(now.error);
    const { version, ...bundle } = now.value;
    const published = await publishPolicy(db, clock, { ...bundle, version: version + 1, ...change });
    if (!published.ok) throw new Error(published.error);
  }

  async stopPlatform(): Promise<void> {
    this.proxy.upstream = null;
    await this.platform.stop();
  }

  async startPlatformAgain(): Promise<void> {
    this.platform = await served(join(this.root, 'platform'), null, this.port);
    this.proxy.upstream = this.platform.url;
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.platform.stop();
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A platform's folder with the sample, to be copied by several processes. */
export async function makeTemplate(folder: string): Promise<void> {
  const made = await prepareTemplate(folder, FEWEST);
  if (!made.ok) throw new Error(made.error.text);
}

async function served(folder: string, template: string | null, port: number): Promise<RunningPlatform> {
  const started = await startPlatform({
    folder,
    databaseUrl: null,
    sample: template !== null,
    template,
    port,
    today: TODAY,
    segmentRecords: SEGMENT_RECORDS,
  });
  if (!started.ok) throw new Error(started.error.text);
  return started.value;
}
