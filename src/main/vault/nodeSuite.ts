import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { standardSuite } from '#shared/crypto/standard';
import { type CryptoSuite, TAG_BYTES } from '#shared/crypto/suite';
import { SUITES } from '#shared/crypto/suites';

const AES = 'aes-256-gcm';

/** Suite `std` by the machine's own AES and SHA-256: the same bytes, AES some fifty times as fast. */
export const nodeStandardSuite: CryptoSuite = {
  ...standardSuite,
  seal(key, nonce, plain, bound) {
    const cipher = createCipheriv(AES, key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
  open(key, nonce, sealed, bound) {
    const opener = createDecipheriv(AES, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(bound)
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([opener.update(sealed.subarray(0, -TAG_BYTES)), opener.final()]);
  },
  digest: (bytes) => createHash('sha256').update(bytes).digest(),
  mac: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
};

export const NODE_SUITES: readonly CryptoSuite[] = SUITES.map((suite) =>
  suite.id === nodeStandardSuite.id ? nodeStandardSuite : suite,
);

/** The suite that seals the main process's files. */
export const nodeSuite = (name: 'std' | 'gm'): CryptoSuite => {
  const suite = NODE_SUITES.find((one) => one.name === name);
  if (suite === undefined) throw new Error(`no suite ${name}`);
  return suite;
};
