export function packagesAreFresh(folder?: string): boolean;
export function ensurePackages(): Promise<boolean>;
