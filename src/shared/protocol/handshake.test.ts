import { describe, expect, test } from 'vitest';
import { handshake, handshakeText } from './handshake';
import { API, PlatformVersion } from './messages';

describe('versions', () => {
  test('[VC12] a platform that names no range understands its own version alone', () => {
    expect(handshake({ protocol: 2 }, 2)).toBe('match');
    expect(handshake({ protocol: 3 }, 2)).toBe('old');
    expect(handshake({ protocol: 1 }, 2)).toBe('new');
  });

  test('[VC12] within the range a desk is understood, and told when something newer is spoken', () => {
    expect(handshake({ protocol: 3, speaks: { from: 1, to: 3 } }, 1)).toBe('aging');
    expect(handshake({ protocol: 3, speaks: { from: 2, to: 3 } }, 1)).toBe('old');
    expect(handshake({ protocol: 3, speaks: { from: 1, to: 3 } }, 3)).toBe('match');
    expect(handshake({ protocol: 3, speaks: { from: 1, to: 3 } }, 4)).toBe('new');
  });

  test('[VC12] the clerk is told what to do, and that nothing is lost', () => {
    expect(handshakeText('match')).toBeNull();
    expect(handshakeText('aging')).toContain('安装新版本');
    expect(handshakeText('old')).toContain('一笔不少');
    expect(handshakeText('new')).toContain('自动上传');
  });

  test('[VC12] a range that ends before it begins is no answer', () => {
    const answer = { api: API, protocol: 1, serverTime: 't', name: 'p', rulebook: 'b' };
    expect(PlatformVersion.safeParse(answer).success).toBe(true);
    expect(PlatformVersion.safeParse({ ...answer, speaks: { from: 2, to: 1 } }).success).toBe(false);
  });
});
