import type * as Electron from 'electron';
import { standIn } from './standIn';

type Part = Pick<
  Electron.SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'isEncryptionAvailable'
  | 'getSelectedStorageBackend'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
>;

const none = () => Promise.reject(new Error('electron: the Chromium host has no encryption of the system'));

/** A browser under Node has no way to the system's keyring: the program is told so, and asks for passphrases. */
export const safeStorage = standIn('safeStorage', {
  isAsyncEncryptionAvailable: async () => false,
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'basic_text',
  encryptStringAsync: none,
  decryptStringAsync: none,
} satisfies Part);
