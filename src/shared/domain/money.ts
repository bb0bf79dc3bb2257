import { z } from 'zod';

/** An amount of money as a whole number of fen (分, 1/100 yuan); never a float of yuan. */
export const Fen = z.number().int();
export type Fen = z.infer<typeof Fen>;

/** `42000` → `¥420.00`; negative amounts keep their sign in front of the currency mark. */
export function formatFen(fen: Fen): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}¥${yuan}.${digits.slice(-2)}`;
}
