import { expect, test } from 'vitest';
import { ownScriptUrl, plainHtml } from './trustedTypes';

test('[WI6] markup from text never passes, style text does', () => {
  expect(plainHtml('.a{color:red}')).toBe('.a{color:red}');
  expect(() => plainHtml('<img src=x onerror=alert(1)>')).toThrow(TypeError);
});

test('[WI6] scripts come from the window’s own origin only', () => {
  const base = 'https://desk.app.invalid/index.html';
  expect(ownScriptUrl('./assets/a.js', base)).toBe('https://desk.app.invalid/assets/a.js');
  expect(() => ownScriptUrl('https://elsewhere.invalid/a.js', base)).toThrow(TypeError);
});
