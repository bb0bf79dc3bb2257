import type { Trouble } from '../shared/host';

/** Switches that open the program to another one, or take a protection from it; with or without `=…`. */
const SWITCHES: readonly string[] = [
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-wait',
  'debug',
  'debug-brk',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'js-flags',
  'auto-open-devtools-for-tabs',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-gpu-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  'load-extension',
  'disable-extensions-except',
  'user-data-dir',
  'log-net-log',
  'ssl-key-log-file',
  'enable-logging',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'disable-permissions-action-reporting',
  'use-fake-ui-for-media-stream',
];

/** Variables by which Electron, Node and OpenSSL are told to be something else. */
const VARIABLES: readonly RegExp[] = [
  /^ELECTRON_(?!MIRROR|CACHE|IS_)/i,
  /^NODE_(OPTIONS|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED|DEBUG|PATH|V8_COVERAGE|REPL_EXTERNAL_MODULE)$/i,
  /^(SSLKEYLOGFILE|SSL_CERT_FILE|SSL_CERT_DIR)$/i,
];

/** Refused even while developing: with it every line is open. */
const NEVER: RegExp = /^NODE_TLS_REJECT_UNAUTHORIZED$/i;

export interface StartWords {
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A program as it is given to clerks; `CANBAO_STRICT=1` makes one that is built here as strict. */
  readonly strict: boolean;
}

/** The first thing in the words of this start that a clerk's desk is never started with; null when there is none. */
export function refusedStart({ argv, execArgv, env, strict }: StartWords): Trouble | null {
  const variable = Object.keys(env).find(
    (name) => env[name] && (NEVER.test(name) || (strict && VARIABLES.some((rule) => rule.test(name)))),
  );
  const word = strict ? [...execArgv, ...argv].find(isRefused) : undefined;
  const found = variable ?? (word === undefined ? undefined : nameOf(word));
  if (found === undefined) return null;
  return {
    code: 'START_REFUSED',
    text: `启动参数或系统设置里有“${found}”，它会让别的程序进入参保台或关掉保护，程序没有启动，数据没有改动。请用桌面上的图标重新打开；仍出现时请联系县级技术人员检查这台电脑。`,
  };
}

/** `--name`, `-name` and, as Windows has it, `/name`. */
const nameOf = (word: string): string => word.replace(/=.*$/s, '');
const isRefused = (word: string): boolean => {
  const name = /^(?:--?|\/)([a-z0-9-]+)(?:=.*)?$/is.exec(word)?.[1]?.toLowerCase();
  return name !== undefined && SWITCHES.includes(name);
};
