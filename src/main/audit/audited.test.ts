import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditAct } from '#shared/audit/act';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { ClerkRole } from '#shared/vault/clerk';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import type { DeskHandlers } from '../handlers';
import { openVault, systemOf } from '../vault/testVault';
import type { Vault } from '../vault/vault';
import { VaultDesk, type VaultHandlers } from '../vault/vaultDesk';
import { auditedDesk, EXPORT_CHANNELS } from './auditedDesk';
import { auditedVault } from './auditedVault';
import { auditHandlers } from './auditHandlers';
import type { AuditLog } from './auditLog';
import { openAudit } from './testAudit';

let disk: LossyFiles;
let vault: Vault;
let audit: AuditLog;
let door: VaultHandlers;
beforeEach(async () => {
  disk = new LossyFiles();
  vault = await openVault('/desk/vault', { system: systemOf() }, disk);
  audit = await openAudit('/desk/audit', { files: disk, clerk: () => vault.current()?.id ?? null });
  const desk = new VaultDesk({
    vault,
    idleMinutes: 5,
    open: async () => ok(undefined),
    onLocked: () => undefined,
    onChange: () => undefined,
    awake: () => undefined,
    undelivered: () => 0,
    end: async () => undefined,
    formerId: () => null,
  });
  door = auditedVault(desk.handlers(), audit, vault);
});

const noted = async (): Promise<[AuditAct, string | null][]> =>
  (await audit.read(null, 100))
    .reverse()
    .slice(1)
    .map(({ did, clerk }) => [did, clerk]);

describe('calls of the vault', () => {
  const SECRET = '482719';

  test('[AU19] every sign-in, wrong or right, every wait and change of who may sign in is noted, locked or not, and no secret', async () => {
    await door['vault/setUp']({ staffNo: '1024', name: '李秀英', secret: SECRET, recovery: null });
    const roles: ClerkRole[] = ['clerk'];
    await door['vault/enrol']({ staffNo: '2048', name: '王建国', roles, secret: '907153' });
    const other = vault.clerks().find(({ staffNo }) => staffNo === '2048')?.id ?? '';
    await door['vault/changeRoles']({ id: other, roles: ['clerk', 'reviewer'] });
    await door['vault/changeSecret']({ id: 'clerk-1', old: 'wrong!', secret: '615284' });
    await door['vault/changeSecret']({ id: 'clerk-1', old: SECRET, secret: '615284' });
    await door['vault/rotate']({});
    await door['vault/lock']({});
    for (let n = 0; n < 6; n++) await door['vault/signIn']({ id: other, secret: '000000' });
    await door['vault/signIn']({ id: '220199198502073416', secret: '000000' });
    await door['vault/signIn']({ id: 'clerk-1', secret: '615284' });
    await door['vault/remove']({ id: other });
    await door['vault/decommission']({ evenUndelivered: false });
    const wrong = [{ act: 'wrong-secret', who: other, code: 'SIGN_IN_WRONG' }, null];
    expect(await noted()).toEqual([
      [{ act: 'set-up', who: 'clerk-1' }, 'clerk-1'],
      [{ act: 'enrolled', who: other, roles }, 'clerk-1'],
      [{ act: 'roles', who: other, roles: ['clerk', 'reviewer'] }, 'clerk-1'],
      [{ act: 'wrong-secret', who: 'clerk-1', code: expect.any(String) }, 'clerk-1'],
      [{ act: 'secret', who: 'clerk-1' }, 'clerk-1'],
      [{ act: 'rotated', key: 2 }, 'clerk-1'],
      [{ act: 'locked', why: 'clerk' }, 'clerk-1'],
      ...Array.from({ length: 5 }, () => wrong),
      [{ act: 'waits', who: other, seconds: 60 }, null],
      [{ act: 'wrong-secret', who: expect.stringMatching(/^~/), code: 'SIGN_IN_WRONG' }, null],
      [{ act: 'signed-in', who: 'clerk-1' }, 'clerk-1'],
      [{ act: 'removed', who: other }, 'clerk-1'],
      [{ act: 'decommissioned' }, 'clerk-1'],
    ]);
    const text = JSON.stringify(await noted());
    for (const secret of [SECRET, '907153', '615284', '李秀英', '王建国', '2201991985'])
      expect(text).not.toContain(secret);
  });

  test('[AU19] what was refused changed nothing and is no change in the log', async () => {
    await door['vault/setUp']({ staffNo: '1024', name: '李秀英', secret: '123456', recovery: null });
    await door['vault/enrol']({ staffNo: '2048', name: '王建国', roles: ['clerk'], secret: '907153' });
    await door['vault/lock']({});
    expect(await noted()).toEqual([]);
  });
});

describe('files that leave', () => {
  const ask = { roster: { rows: [1, 2, 3] }, book: { rows: [1, 2] }, replies: [1] };
  const handlersThat = (answer: Result<unknown, Trouble>) =>
    Object.fromEntries(EXPORT_CHANNELS.map((name) => [name, async () => answer])) as unknown as DeskHandlers;
  const callAll = async (handlers: DeskHandlers) => {
    const desk = auditedDesk(handlers, audit) as unknown as Record<
      string,
      (asked: object) => Promise<unknown>
    >;
    for (const name of EXPORT_CHANNELS) await desk[name]?.(ask);
  };

  test('[AU20] each kind of file is noted with its count when it was written, and not where no place was chosen or it failed', async () => {
    await callAll(handlersThat(ok({ path: null })));
    await callAll(handlersThat(err({ code: 'DISK', text: '写不进。' })));
    expect(await noted()).toEqual([]);
    await callAll(handlersThat(ok({ path: '/x' })));
    const said = (await noted()).map(([did]) =>
      did.act === 'exported' ? `${did.kind} ${did.count}` : did.act,
    );
    expect(said).toEqual([
      'roster 3',
      'workbook 2',
      'households 2',
      'plain 0',
      'errors 0',
      'migration 0',
      'bag 0',
      'replies 1',
      'diagnostics 1',
      'paper 1',
    ]);
  });
});

describe('the card', () => {
  const digest = '0'.repeat(32);
  const seen = { act: 'access', entry: 1, digest, what: 'revealed', of: 'person', about: 'P1' } as const;

  test('[AU13] counts of everybody are shown to who administers or re-checks, to others their own; entries to administrators', async () => {
    await audit.note(seen, 'clerk-1');
    await audit.note({ ...seen, entry: 2 }, 'clerk-2');
    const as = (id: string, ...roles: ClerkRole[]) => auditHandlers(audit, () => ({ id, roles }), []);
    const clerk = await as('clerk-2', 'clerk')['audit/state']({});
    expect(clerk).toMatchObject({ everybody: false, reveals: [{ clerk: 'clerk-2', revealed: 1 }] });
    const reviewer = await as('clerk-3', 'reviewer')['audit/state']({});
    expect(reviewer.everybody && reviewer.reveals.map((row) => row.clerk)).toEqual(['clerk-1', 'clerk-2']);
    const page = { before: null, limit: 10 };
    expect(await as('clerk-2', 'clerk')['audit/page'](page)).toMatchObject({ ok: false });
    const all = await as('clerk-1', 'administrator')['audit/page'](page);
    expect(all.ok && all.value.entries.map(({ n }) => n)).toEqual([3, 2, 1]);
    expect(await auditHandlers(null, () => null, [])['audit/state']({})).toMatchObject({ state: null });
  });

  test('[AU21] a hand-over is noted with who gave, who took and how many', async () => {
    await door['vault/setUp']({ staffNo: '1024', name: '李秀英', secret: '482719', recovery: null });
    const handlers = auditHandlers(audit, () => ({ id: 'clerk-1', roles: ['clerk'] }), []);
    handlers['audit/handedOver']({ to: 'clerk-2', count: 3 });
    expect((await noted()).at(-1)).toEqual([{ act: 'handed-over', to: 'clerk-2', count: 3 }, 'clerk-1']);
  });
});
