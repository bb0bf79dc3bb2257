import { safeStorage } from 'electron';
import type { SystemSeal } from './wrap';

/** What Electron falls back to where Linux has no keyring: a password that everybody knows, or nothing that can be named. */
const NO_SEAL = new Set(['basic_text', 'unknown']);

/** The operating system's encryption by Electron's safeStorage: DPAPI on Windows, the keyring on Linux (Deepin and UKUI too). */
export const systemSeal: SystemSeal = {
  async isReal() {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
    return process.platform !== 'linux' || !NO_SEAL.has(safeStorage.getSelectedStorageBackend());
  },
  seal: (text) => safeStorage.encryptStringAsync(text),
  open: async (bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes))).result,
};
