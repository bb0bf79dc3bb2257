export function updateKeysIn(setting: string | undefined): string[];
