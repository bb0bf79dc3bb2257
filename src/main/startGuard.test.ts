import { expect, test } from 'vitest';
import { refusedStart } from './startGuard';

const start = (part: Partial<Parameters<typeof refusedStart>[0]>) =>
  refusedStart({ argv: [], execArgv: [], env: {}, strict: true, ...part });

test.each([
  '--inspect',
  '--inspect=0.0.0.0:9229',
  '--inspect-brk',
  '--remote-debugging-port=9222',
  '--Remote-Debugging-Port=9222',
  '-remote-debugging-port=0',
  '/remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--js-flags=--allow-natives-syntax',
  '--no-sandbox',
  '--disable-web-security',
  '--ignore-certificate-errors',
  '--proxy-server=http://evil:1',
  '--host-rules=MAP * evil',
  '--load-extension=C:\\evil',
  '--log-net-log=C:\\a.json',
])('[SE10] a clerk’s program is not started with %s, and names it', (word) => {
  expect(start({ argv: ['.', word] })?.text).toContain(word.replace(/=.*$/, ''));
  expect(start({ execArgv: [word] })?.code).toBe('START_REFUSED');
  expect(start({ argv: [word], strict: false })).toBeNull();
});

test.each([
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_OVERRIDE_DIST_PATH',
  'electron_no_asar',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'SSLKEYLOGFILE',
  'SSL_CERT_FILE',
])('[SE10] nor with the variable %s', (name) => {
  expect(start({ env: { [name]: '1' } })?.text).toContain(name);
  expect(start({ env: { [name]: '' } })).toBeNull();
  expect(start({ env: { [name]: '1' }, strict: false })).toBeNull();
});

test('[SE10] unchecked certificates are refused while developing too', () => {
  expect(start({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, strict: false })?.text).toContain(
    'NODE_TLS_REJECT_UNAUTHORIZED',
  );
});

test.each([
  [['--practice']],
  [['--no-practice']],
  [['C:\\参保台\\app.asar', '--allow']],
  [['/home/desk/inspect']],
  [[]],
])('[SE10] %o starts as ever', (argv) => {
  expect(start({ argv, env: { PATH: '/usr/bin', CANBAO_TODAY: '2026-11-22', LANG: 'zh_CN' } })).toBeNull();
});
