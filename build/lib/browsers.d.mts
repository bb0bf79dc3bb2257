export function findBrowser(
  platform?: string,
  env?: Record<string, string | undefined>,
  exists?: (path: string) => boolean,
): string | null;
