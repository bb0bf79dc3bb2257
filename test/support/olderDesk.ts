import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { plainCodec } from '#shared/codec';
import { CHAIN_START } from '#shared/domain/journalEntry';
import { platformTransport } from '../../src/main/delivery/transport';
import { IdentityStore } from '../../src/main/deskIdentity';

/** The villages that the desk of `desk-0.1.0.tar.gz` is answerable for, and how many of their people it has used. */
export const OLDER_DESK = {
  villages: { name: '上岭镇三村', codes: ['220199100206', '220199100201', '220199100204'] },
  accepted: 2_500,
} as const;

/** Lays the data folder out that version 0.1.0 left. */
export function unpackOlderDesk(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', [
    'xzf',
    join(import.meta.dirname, '../fixtures/stores/desk-0.1.0.tar.gz'),
    '-C',
    folder,
  ]);
}

/** The last entry of the platform's copy of the desk's chain, asked for with the desk's own token. */
export async function chainHead(folder: string): Promise<{ seq: number; hash: string }> {
  const identity = await IdentityStore.open(folder, plainCodec);
  if (!identity.ok) throw new Error(identity.error.text);
  const { registration } = identity.value.current;
  if (registration === null) throw new Error('the desk was never registered');
  const page = await platformTransport(registration).chain?.page({
    epoch: 1,
    after: 0,
    hash: CHAIN_START,
    limit: 0,
  });
  if (!page?.ok) throw new Error(JSON.stringify(page?.error));
  return page.value.chain.head;
}

/**
 * Makes the desk of a folder known to another platform under its own device id, as after a platform's move: new address,
 * new token, the same journal. Gives the device id.
 */
export async function moveDesk(folder: string, platform: { url: string; code: string }): Promise<string> {
  const identity = await IdentityStore.open(folder, plainCodec);
  if (!identity.ok) throw new Error(identity.error.text);
  const { device, name, registration } = identity.value.current;
  if (registration === null) throw new Error('the desk was never registered');
  const { url, code } = platform;
  const answer = await platformTransport({ url }).register({ code, device, name });
  if (!answer.ok) throw new Error(answer.error.text);
  const { token, jurisdiction } = answer.value;
  await identity.value.change({ registration: { mode: 'platform', url, token, jurisdiction } });
  return device;
}
