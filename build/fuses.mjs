// The fuses of the packaged program: what is asked for in electron-builder.yml, read back from the packaged binary.
import { readFileSync } from 'node:fs';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/**
 * Fuses in the order of the wire, with the name electron-builder has for each and what it is here. One that electron-builder cannot set yet is
 * named by null and expected as Electron ships it.
 */
export const FUSES = [
  ['runAsNode', false],
  ['enableCookieEncryption', true],
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  ['grantFileProtocolExtraPrivileges', false],
  // WasmTrapHandlers: faster bounds checks of WebAssembly (PGlite); no protection.
  [null, true],
];

/** Every sentence on a fuse of this binary that is not as the table says; a fuse that the table does not know is one too. */
export function wrongFuses(path) {
  const binary = readFileSync(path);
  const wrong = [];
  let at = binary.indexOf(SENTINEL);
  if (at < 0) return [`${path}: no fuse wire`];
  for (; at >= 0; at = binary.indexOf(SENTINEL, at + 1)) {
    const [version, length] = binary.subarray(at + SENTINEL.length);
    if (version !== 1) wrong.push(`${path}: fuse wire of version ${version}`);
    const wire = binary
      .subarray(at + SENTINEL.length + 2, at + SENTINEL.length + 2 + length)
      .toString('latin1');
    if (length < 8) wrong.push(`${path}: only ${length} fuses`);
    for (const [n, state] of [...wire].entries()) {
      const [name, on] = FUSES[n] ?? ['unknown', null];
      // 'r' is a fuse that this Electron no longer has.
      if (state !== 'r' && state !== (on ? '1' : '0'))
        wrong.push(`${path}: fuse ${n} (${name ?? 'not set here'}) is '${state}'`);
      if (n >= FUSES.length) wrong.push(`${path}: fuse ${n} is not in the table`);
    }
  }
  return wrong;
}
