export function isBuilt(): boolean;
export function ensureBuilt(): Promise<boolean>;
