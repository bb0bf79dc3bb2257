interface PolicyRules {
  createHTML(text: string): string;
  createScriptURL(url: string): string;
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: PolicyRules): unknown;
}

/** Style text of antd is the only thing that may pass an HTML sink; markup never may. */
export function plainHtml(text: string): string {
  if (text.includes('<')) throw new TypeError('HTML from text is refused in this window');
  return text;
}

/** Scripts come from the window's own origin only. */
export function ownScriptUrl(url: string, base: string): string {
  const target = new URL(url, base);
  if (target.origin !== new URL(base).origin) throw new TypeError('scripts come from the window itself only');
  return target.href;
}

/** The default policy of Trusted Types: what does not go through it is stopped by the browser. */
export function installTrustedTypes(): void {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML: plainHtml,
    createScriptURL: (url) => ownScriptUrl(url, location.href),
  });
}
