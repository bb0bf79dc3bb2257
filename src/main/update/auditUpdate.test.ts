import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AuditAct } from '#shared/audit/act';
import { auditUpdate } from './auditUpdate';

test('[UP10] whatever is handed on is an entry that the audit log takes', () => {
  for (const what of ['chosen', 'installed', 'healthy', 'returned', 'older'] as const)
    for (const [version, code] of [
      ['0.2.0', null],
      [null, 'UPDATE_SIGNATURE'],
    ] as const)
      expect(AuditAct.safeParse(auditUpdate({ what, version, code })).success, `${what} ${code}`).toBe(true);
  expect(auditUpdate({ what: 'installed', version: '0.2.0', code: null })).toMatchObject({
    outcome: 'taken',
  });
  expect(auditUpdate({ what: 'chosen', version: null, code: 'UPDATE_CUT' })).toMatchObject({
    outcome: 'refused',
  });
});

test('[UP10] so is every code that an update can be refused with', () => {
  const folders = [import.meta.dirname, join(import.meta.dirname, '../../shared/update')];
  const codes = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => !name.endsWith('.test.ts'))
      .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/code: '([^']+)'/g)])
      .map(([, code]) => code ?? ''),
  );
  expect(codes.length).toBeGreaterThan(15);
  for (const code of codes)
    expect(AuditAct.safeParse(auditUpdate({ what: 'installed', version: null, code })).success, code).toBe(
      true,
    );
});
