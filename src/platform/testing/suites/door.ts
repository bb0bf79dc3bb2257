import { expect, test } from 'vitest';
import { PlatformHealth, PlatformVersion, PROTOCOL } from '#shared/protocol/messages';
import { REFUSALS, type RefusalCode } from '#shared/protocol/refusals';
import { ROUTES, type Route, shakesHands } from '#shared/protocol/routes';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { call, refusalOf, TestDesk } from '../desk';

/** Who is let in, and what everybody else is told. */
export function doorSuite(platform: () => RunningPlatform): void {
  const register = (code: string, device: string, protocol = PROTOCOL) =>
    call(platform().url, '/v1/devices', { protocol, code, device, name: '测试' });

  test('[PF1] a code registers one desk, again for a new token, and no other desk', async () => {
    const code = await platform().registrationCode(SAMPLE_JURISDICTION);
    const first = await TestDesk.registered(platform(), SAMPLE_JURISDICTION, 'desk-pf1-other');
    const again = await register(code.toLowerCase().replaceAll('-', ' '), 'desk-pf1-mine');
    expect(again.status).toBe(200);
    const token = (again.body as { token: string }).token;
    const renewed = await register(code, 'desk-pf1-mine');
    expect(renewed.status).toBe(200);
    expect(refusalOf(await call(platform().url, '/v1/feed?cursor=x', undefined, token))).toMatchObject({
      status: 401,
      code: 'UNAUTHORISED',
    });
    expect(refusalOf(await register(code, first.device))).toMatchObject({
      status: 403,
      text: expect.stringContaining('另一台设备'),
    });
    expect(refusalOf(await register('WRONG-CODE', 'desk-pf1-mine'))).toMatchObject({
      status: 403,
      text: expect.stringContaining('登记码不对'),
    });
  });

  test('[PF2] every answer names the platform, every refusal is a code and a sentence', async () => {
    const { url } = platform();
    expect(PlatformHealth.parse((await call(url, '/health')).body).ok).toBe(true);
    expect(PlatformVersion.parse((await call(url, '/version')).body).rulebook).not.toBe('');
    expect(refusalOf(await call(url, '/nowhere'))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(refusalOf(await call(url, '/v1/devices', '<html>'))).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
    });
    expect(refusalOf(await call(url, '/v1/devices', { protocol: 1 }))).toMatchObject({
      status: 400,
      text: expect.stringContaining('code'),
    });
    expect(refusalOf(await call(url, '/v1/devices', { code: 'x'.repeat(20_000) }))).toMatchObject({
      status: 413,
      code: 'TOO_LARGE',
    });
    expect(refusalOf(await call(url, '/v1/snapshots', { protocol: PROTOCOL }, 'nobody'))).toMatchObject({
      status: 401,
    });
    expect(refusalOf(await call(url, '/v1/tax-feedback', { payments: [{}] }, 'nobody'))).toMatchObject({
      status: 401,
    });
    expect(refusalOf(await call(url, '/operator/registration-codes', {}, 'nobody'))).toMatchObject({
      status: 403,
    });
  });

  test('[PF3] another protocol version is told to upgrade or wait, and that nothing is lost', async () => {
    const code = await platform().registrationCode(SAMPLE_JURISDICTION);
    expect(refusalOf(await register(code, 'desk-pf3-old', PROTOCOL - 1))).toMatchObject({
      status: 426,
      text: expect.stringContaining('不会丢失'),
    });
    expect(refusalOf(await register(code, 'desk-pf3-new', PROTOCOL + 1))).toMatchObject({
      status: 426,
      text: expect.stringContaining('等待平台升级'),
    });
  });

  test('[OA2] every route asks who is there and takes no more bytes than the table says', async () => {
    const { url } = platform();
    const stranger: Record<Route['caller'], RefusalCode | null> = {
      anybody: null,
      desk: 'UNAUTHORISED',
      tax: 'UNAUTHORISED',
      operator: 'FORBIDDEN',
    };
    for (const route of Object.values(ROUTES) as Route[]) {
      const path = route.path.replace(/\{\w+\}/, '01J00000000000000000000000');
      const tooMuch = route.body === undefined ? undefined : 'x'.repeat(route.body.maxBytes + 1);
      const body = tooMuch === undefined ? undefined : '{}';
      const code = stranger[route.caller];
      if (code !== null) {
        const refusal = refusalOf(await call(url, path, body, 'nobody'));
        expect(refusal, route.path).toMatchObject({ status: REFUSALS[code].status, code });
      }
      if (tooMuch !== undefined)
        expect(refusalOf(await call(url, path, tooMuch, 'nobody')), route.path).toMatchObject({
          status: 413,
          code: 'TOO_LARGE',
        });
      const other = await fetch(new URL(path, url), { method: 'DELETE' });
      expect(other.status, route.path).toBe(404);
    }
  });

  test('[OA3] a message of another version is told to upgrade or wait before its fields are looked at', async () => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    const shaken = (Object.values(ROUTES) as Route[]).filter(shakesHands);
    expect(shaken.map((route) => route.path)).toEqual(
      expect.arrayContaining(['/v1/devices', '/v1/operations']),
    );
    for (const route of shaken) {
      const answer = await desk.ask(route.path, { protocol: PROTOCOL + 1, inventedLater: true });
      expect(refusalOf(answer), route.path).toMatchObject({ status: 426, code: 'UPGRADE' });
    }
  });
}
