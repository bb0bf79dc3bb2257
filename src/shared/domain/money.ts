import { z } from 'zod';

/** An amount of money as a whole number of fen (分, 1/100 yuan); never a float of yuan. */
export const Fen = z.number().int();
export type Fen = z.infer<typeof Fen>;

/** Yuan as a clerk types them, `420`, `420.5` or `1,234.50`, as whole fen; null: not an amount. Nothing goes through a float. */
export function yuanToFen(typed: string): Fen | null {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(typed.normalize('NFKC').replaceAll(/[,\s¥元]/g, ''));
  if (found === null) return null;
  return Number(`${found[1]}${(found[2] ?? '').padEnd(2, '0')}`);
}

/** Fen as a clerk would type them: `42050` → `420.50`. */
export const fenToYuan = (fen: Fen): string => formatFen(fen).replaceAll(/[¥,]/g, '');

/** `42000` → `¥420.00`; negative amounts keep their sign in front of the currency mark. */
export function formatFen(fen: Fen): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}¥${yuan}.${digits.slice(-2)}`;
}
