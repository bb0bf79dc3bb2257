export const FUSES: readonly (readonly [string | null, boolean])[];
export function wrongFuses(path: string): string[];
