import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { checkServerIdentity as nameFits, type PeerCertificate } from 'node:tls';
import { Agent, fetch as fetchBy } from 'undici';
import { z } from 'zod';
import { foreignJsonBytes } from '#shared/foreignJson';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';

/** SHA-256 over a public key (SubjectPublicKeyInfo, DER), Base64, as RFC 7469 writes a pin. */
const Pin = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'Base64 of 32 bytes');

/**
 * What a desk believes to be its platform, told by the county as a file and kept in `desk.json` from the registration on. `ca`: the authority
 * (PEM) that alone counts; null: the system's. `pins`: keys of which one has to be in the verified chain; at least two, so that one is in
 * reserve when the other has to be given up.
 */
export const PlatformTrust = z.strictObject({
  version: z.literal(1),
  ca: z.string().includes('-----BEGIN CERTIFICATE-----').max(100_000).nullable(),
  pins: z.array(Pin).min(2).max(8),
});
export type PlatformTrust = z.infer<typeof PlatformTrust>;

/** An authority and eight keys are a tenth of it. */
const MOST_BYTES = 1024 * 1024;

/** Reads such a file; null where none is named. */
export function readTrust(path: string | undefined): Result<PlatformTrust | null, Trouble> {
  if (!path) return ok(null);
  const parsed = PlatformTrust.safeParse(jsonIn(path));
  if (parsed.success) return ok(parsed.data);
  return err({
    code: 'TRUST_FILE',
    text: `平台信任文件 ${path} 读不出或内容不对（应有 version、ca 和至少两个 pins），没有登记，也没有连接平台。请向县级管理员要一份完好的文件。`,
  });
}

function jsonIn(path: string): unknown {
  try {
    if (statSync(path).size > MOST_BYTES) return null;
    const read = foreignJsonBytes(readFileSync(path));
    return read.ok ? read.value : null;
  } catch {
    return null;
  }
}

/** The file that this machine's settings name. */
export const countyTrust = (): Result<PlatformTrust | null, Trouble> =>
  readTrust(process.env.CANBAO_PLATFORM_TRUST);

/** The pin of a certificate's public key. */
export const pinOf = (certificate: X509Certificate): string =>
  createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

/** How `neverConnected` knows that this desk itself turned the certificate down. */
export const NOT_PINNED = 'ERR_CANBAO_NOT_PINNED';

/** After TLS has verified the chain: the name has to fit, and one key of the chain to be pinned. */
export function checkIdentity(
  host: string,
  certificate: PeerCertificate,
  pins: readonly string[],
): Error | undefined {
  const wrongName = nameFits(host, certificate);
  if (wrongName) return wrongName;
  if (chainOf(certificate).some((one) => pins.includes(pinOf(one)))) return undefined;
  return Object.assign(new Error('no key of the chain is pinned'), { code: NOT_PINNED });
}

/** From the server's certificate upwards, each signed by the next: what a server sends beside its chain does not count. */
function chainOf(certificate: PeerCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let at: Partial<PeerCertificate> & { issuerCertificate?: PeerCertificate } = certificate;
  for (;;) {
    if (!at.raw) return chain;
    const one = new X509Certificate(at.raw);
    const below = chain.at(-1);
    if (below && !below.verify(one.publicKey)) return chain;
    chain.push(one);
    const above: PeerCertificate | undefined = at.issuerCertificate;
    if (!above || above === at || chain.length > 8) return chain;
    at = above;
  }
}

const agents = new WeakMap<PlatformTrust, Agent>();

/** `fetch` over TLS 1.2 or newer to a server that the trust describes, and to no other. */
export function trustingFetch(trust: PlatformTrust): typeof fetch {
  let agent = agents.get(trust);
  if (!agent) {
    agent = new Agent({
      connect: {
        minVersion: 'TLSv1.2',
        ...(trust.ca === null ? {} : { ca: trust.ca }),
        checkServerIdentity: (host, certificate) => checkIdentity(host, certificate, trust.pins),
      },
    });
    agents.set(trust, agent);
  }
  const dispatcher = agent;
  // The package's fetch is the one that Node has within, by its own types.
  return ((url: URL, init: object) => fetchBy(url, { ...init, dispatcher })) as unknown as typeof fetch;
}
