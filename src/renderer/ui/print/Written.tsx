import { createContext, useContext } from 'react';

/** Characters that are not printed on this paper; a space is left for them. */
export const ByHand = createContext<ReadonlySet<string>>(new Set());

/** Text on a paper: as it is, with a space to write in for every character that cannot be printed as itself. */
export function Written({ children }: { children: string }) {
  const byHand = useContext(ByHand);
  const parts: string[] = [];
  for (const char of children) {
    const last = parts.length - 1;
    if (byHand.has(char) || last < 0 || byHand.has(parts[last] ?? '')) parts.push(char);
    else parts[last] += char;
  }
  return parts.map((part, at) =>
    byHand.has(part) ? <span className="by-hand" key={at} role="img" aria-label="留空手写" /> : part,
  );
}
