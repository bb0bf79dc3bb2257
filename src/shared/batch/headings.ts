/** The columns of one kind of table, each with the headings it goes by; `unused` are known and told as not used. */
export type Vocabulary<K extends string> = Readonly<Record<K | 'unused', readonly string[]>>;

/** What a heading means; null where it is none of those known. */
export type HeadingReader<K extends string> = (heading: string) => K | 'unused' | null;

/** A heading without what does not matter: widths, blanks, stars, colons and ticks. */
export const squeezed = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s*:：、。.√✓]/gu, '')
    .toLowerCase();

/** Reads headings by a vocabulary. What stands in brackets behind one is passed over: `性别（1-男;2-女）`. */
export function headingReader<K extends string>(vocabulary: Vocabulary<K>): HeadingReader<K> {
  const known: ReadonlyMap<string, K | 'unused'> = new Map(
    Object.entries<readonly string[]>(vocabulary).flatMap(([key, names]) =>
      names.map((name) => [squeezed(name), key as K | 'unused'] as const),
    ),
  );
  return (heading) => {
    const whole = squeezed(heading).slice(0, 60);
    if (whole === '') return null;
    return known.get(whole) ?? known.get(whole.replace(/\([^()]*\)$/, '')) ?? null;
  };
}
