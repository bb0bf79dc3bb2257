import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line of what is being done. */
export const say = (text) => console.log(`[参保台] ${text}`);

/** Ends with a sentence where the Node is older than `engines` in package.json says. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`需要 Node.js 20.19 或更新的版本，现在是 ${process.versions.node}。请先升级 Node.js。`);
  process.exit(1);
}
