import { theBook } from '#shared/rules/book';

/** The pack whose invented values govern this region, e.g. `QH-SYN`; null where all values are real. */
export const inventedPack = (region: string | null): string | null =>
  theBook.table.packs.find(
    (pack) =>
      pack.region === region && Object.values(pack.values).some((value) => value.status === 'synthetic'),
  )?.id ?? null;
