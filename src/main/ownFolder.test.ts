import { existsSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HOLDS_MS, machineMark, remoteFolder, takeLease } from './ownFolder';

const MOUNTS = [
  '/dev/sda1 / ext4 rw 0 0',
  '//server/share /mnt/share cifs rw 0 0',
  'server:/home /home/net nfs4 rw 0 0',
  'disk /mnt/with\\040space fuse.sshfs rw 0 0',
  'tmpfs /mnt/share/local tmpfs rw 0 0',
].join('\n');

test.each([
  ['\\\\server\\share\\desk', ''],
  ['//server/share/desk', ''],
  ['\\\\?\\UNC\\server\\share', ''],
  ['\\\\.\\pipe\\desk', ''],
  ['/mnt/share/desk', MOUNTS],
  ['/home/net', MOUNTS],
  ['/mnt/with space/desk', MOUNTS],
])('[SE11] a data folder at %s lies on another machine and is refused in words', (folder, mounts) => {
  expect(remoteFolder(folder, mounts)?.text).toContain(folder);
});

test.each([
  ['C:\\Users\\clerk\\AppData\\Roaming\\canbao-desk', ''],
  ['\\\\?\\C:\\Users\\clerk\\desk', ''],
  ['/home/clerk/.config/canbao-desk', MOUNTS],
  ['/home/network', MOUNTS],
  ['/mnt/share/local/desk', MOUNTS],
])('[SE11] %s lies on this machine', (folder, mounts) => {
  expect(remoteFolder(folder, mounts)).toBeNull();
});

const fresh = () => mkdtempSync(join(tmpdir(), 'canbao-lease-'));

test('[SE12] while one machine has the folder open another is refused, by name; given back, it may', () => {
  const folder = fresh();
  const first = takeLease(folder, 'a', '窗口一');
  const second = takeLease(folder, 'b', '窗口二');
  expect(second).toMatchObject({ ok: false, error: { code: 'FOLDER_IN_USE' } });
  if (!second.ok) expect(second.error.text).toContain('窗口一');
  if (first.ok) first.value.release();
  expect(existsSync(join(folder, 'desk.lease'))).toBe(false);
  expect(takeLease(folder, 'b', '窗口二').ok).toBe(true);
});

test('[SE12] the machine that crashed takes its own lease over at once, another only when it is old', () => {
  const folder = fresh();
  const lease = join(folder, 'desk.lease');
  takeLease(folder, 'a', '窗口一');
  expect(takeLease(folder, 'a', '窗口一').ok).toBe(true);
  const old = new Date(Date.now() - HOLDS_MS - 1_000);
  utimesSync(lease, old, old);
  expect(takeLease(folder, 'b', '窗口二').ok).toBe(true);
});

test('[SE12] a machine that slept while another took the folder is told at its next renewal, and leaves the other’s lease alone', () => {
  const folder = fresh();
  const lease = join(folder, 'desk.lease');
  const slept = takeLease(folder, 'a', '窗口一');
  writeFileSync(lease, JSON.stringify({ machine: 'b', name: '窗口二' }));
  if (!slept.ok) throw new Error('no lease');
  expect(slept.value.renew()).toBe(false);
  slept.value.release();
  expect(JSON.parse(readFileSync(lease, 'utf8'))).toMatchObject({ machine: 'b' });
});

test('[SE12] rubbish in its place is no lease; a machine’s mark is the same each time', () => {
  const folder = fresh();
  writeFileSync(join(folder, 'desk.lease'), '{"machine":');
  expect(takeLease(folder, 'a', '窗口一').ok).toBe(true);
  expect(machineMark()).toBe(machineMark());
  expect(machineMark()).toMatch(/^[0-9a-f]{32}$/);
});
