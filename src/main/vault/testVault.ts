import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DeskClerk } from '#shared/vault/clerk';
import { type Files, nodeFiles } from '../journal/fileLayer';
import { Vault, type VaultOptions } from './vault';
import { argon2, type SystemSeal } from './wrap';

/** Argon2id that costs a test next to nothing. */
export const CHEAP = { memoryKiB: 64, passes: 1 };

/** An operating system's seal for one account of one machine. */
export function systemOf(account: Uint8Array = randomBytes(32)): SystemSeal {
  return {
    isReal: async () => true,
    async seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', account, nonce);
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    async open(bytes) {
      const opener = createDecipheriv('aes-256-gcm', account, bytes.subarray(0, 12));
      opener.setAuthTag(bytes.subarray(-16));
      return opener.update(bytes.subarray(12, -16), undefined, 'utf8') + opener.final('utf8');
    },
  };
}

export const NO_SYSTEM: SystemSeal = {
  isReal: async () => false,
  seal: () => Promise.reject(new Error('no system')),
  open: () => Promise.reject(new Error('no system')),
};

export const LI: DeskClerk = {
  id: 'clerk-1',
  staffNo: '1024',
  name: '李秀英',
  roles: ['administrator', 'clerk'],
};
export const WANG: DeskClerk = { id: 'clerk-2', staffNo: '2048', name: '王建国', roles: ['clerk'] };
export const LI_PIN = '482719';
export const WANG_PIN = '907153';

export async function openVault(
  folder: string,
  more: Partial<VaultOptions> = {},
  files: Files = nodeFiles,
): Promise<Vault> {
  const opened = await Vault.open({
    folder,
    files,
    system: NO_SYSTEM,
    argon2,
    cost: CHEAP,
    random: (length) => randomBytes(length),
    now: () => new Date('2026-11-22T02:00:00.000Z'),
    ticks: () => 0,
    suite: 'std',
    ...more,
  });
  if (!opened.ok) throw new Error(opened.error.text);
  return opened.value;
}
