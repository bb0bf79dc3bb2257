export interface Counts {
  passed: number;
  failed: number;
}
export function vitestCounts(code: number, file: string): Counts;
export function playwrightCounts(code: number, file: string): Counts;
export function oneCheck(code: number): Counts;
