import { beforeAll, describe, expect, test } from 'vitest';
import type { Artefact, Opened } from '../artefacts';
import { LARGE, SMALL } from '../artefacts';
import { flipped, framed, isBoundary, recordsBefore, recordsOf, seeded } from '../attacks';

const FLIPS = 5000;
const SEED = 20261130;

/** What is wrong with what came of a changed file; null: nothing. */
function wrong(
  { kind, bytes }: Artefact,
  sound: Opened,
  opened: Opened,
  changed: { at: number; blind?: boolean; behind?: boolean },
): string | null {
  const known = new Set(sound.values);
  if (opened.values.some((value) => !known.has(value))) return 'gave a value that never was';
  const order = opened.values.map((value) => sound.values.indexOf(value));
  if (order.some((n, i) => i > 0 && n <= (order[i - 1] ?? -1)) && !opened.noticed)
    return 'gave them in another order';
  if (!opened.noticed && !changed.blind && opened.values.length < sound.values.length)
    return 'lost a value silently';
  if (!opened.noticed && !changed.blind) return 'noticed nothing';
  if (kind === null) return null;
  const before = recordsBefore(bytes, kind, changed.at);
  const kept = new Set(opened.values);
  if (sound.values.slice(0, before).some((value) => !kept.has(value)))
    return 'lost an intact value before it';
  if (changed.behind && sound.values.slice(before + 1).some((value) => !kept.has(value)))
    return 'lost an intact value behind it';
  return null;
}

/** Opens, and names the attack where it throws. */
async function tried(artefact: Artefact, bytes: Uint8Array, what: string): Promise<Opened> {
  try {
    return await artefact.open(bytes);
  } catch (error) {
    throw new Error(`${artefact.name}: ${what} ended it: ${error instanceof Error ? error.stack : error}`);
  }
}

describe.each(SMALL)('every place of: $name', ({ make }) => {
  let artefact: Artefact;
  let sound: Opened;
  beforeAll(async () => {
    artefact = await make();
    sound = await artefact.open(artefact.bytes);
    console.log(`${artefact.name}: ${artefact.bytes.length} bytes`);
    expect(sound.noticed).toBe(false);
    expect(sound.values.length).toBeGreaterThan(1);
  });

  test('[AU14] each byte of it flipped in turn: noticed, nothing that is not so is opened, the intact values are there', async () => {
    const random = seeded(SEED);
    for (let at = 0; at < artefact.bytes.length; at++) {
      const bit = Math.floor(random() * 8);
      const opened = await tried(artefact, flipped(artefact.bytes, at, bit), `bit ${bit} of byte ${at}`);
      expect(
        wrong(artefact, sound, opened, { at, behind: true }),
        `${artefact.name}: bit ${bit} of byte ${at}`,
      ).toBeNull();
    }
  });

  test('[AU14] each byte within a record flipped, with the checksum made anew, is noticed all the same', async () => {
    const { kind, bytes } = artefact;
    if (kind === null) return;
    const records = recordsOf(bytes, kind);
    const random = seeded(SEED);
    for (const [n, record] of records.entries())
      for (let at = 0; at < record.content.length; at++) {
        const contents = records.map(({ content }, i) =>
          i === n ? flipped(content, at, Math.floor(random() * 8)) : content,
        );
        const opened = await tried(artefact, framed(contents, kind), `record ${n}, byte ${at}`);
        const where = { at: record.offset, behind: true };
        expect(wrong(artefact, sound, opened, where), `${artefact.name}: record ${n}, byte ${at}`).toBeNull();
      }
  });

  test('[AU15] cut at every length it gives what lies before the cut, and says so', async () => {
    const { kind, bytes, bindsOrder } = artefact;
    for (let length = 0; length < bytes.length; length++) {
      const opened = await tried(artefact, bytes.subarray(0, length), `cut at ${length}`);
      const blind = !bindsOrder && kind !== null && (length === 0 || isBoundary(bytes, kind, length));
      expect(
        wrong(artefact, sound, opened, { at: length, blind }),
        `${artefact.name}: cut at ${length}`,
      ).toBeNull();
    }
  });

  test('[AU15] records that changed places, came twice, or were taken out never give what was not', async () => {
    const { kind, bytes, bindsOrder } = artefact;
    if (kind === null) return;
    const contents = recordsOf(bytes, kind).map(({ content }) => content);
    const made: [string, Uint8Array[], boolean][] = [];
    for (let i = 0; i < contents.length; i++) {
      const [one, next] = [contents[i], contents[i + 1]];
      if (one === undefined) continue;
      made.push([`without ${i}`, contents.filter((_, at) => at !== i), false]);
      made.push([`${i} twice`, [...contents.slice(0, i + 1), ...contents.slice(i)], true]);
      if (next)
        made.push([
          `${i} swapped`,
          contents.map((c, at) => (at === i ? next : at === i + 1 ? one : c)),
          true,
        ]);
    }
    for (const [what, list, whole] of made) {
      const opened = await tried(artefact, framed(list, kind), what);
      const known = new Set(sound.values);
      expect(
        opened.values.every((value) => known.has(value)),
        `${artefact.name}: ${what}`,
      ).toBe(true);
      if (!bindsOrder) continue;
      // The journal takes its entries in any order and more than once: what it gives is the same.
      const same = opened.values.join('\n') === sound.values.join('\n');
      expect(opened.noticed || (whole && same), `${artefact.name}: ${what}`).toBe(true);
    }
  });
});

describe.each(LARGE)('random places of: $name', ({ make }) => {
  test(`[AU14] ${FLIPS} random flips: noticed, nothing that is not so is opened, the intact values are there`, async () => {
    const artefact = await make();
    const sound = await artefact.open(artefact.bytes);
    expect(sound.noticed).toBe(false);
    console.log(`${artefact.name}: ${artefact.bytes.length} bytes`);
    const random = seeded(SEED);
    for (let i = 0; i < FLIPS; i++) {
      const at = Math.floor(random() * artefact.bytes.length);
      const bit = Math.floor(random() * 8);
      const opened = await tried(artefact, flipped(artefact.bytes, at, bit), `bit ${bit} of byte ${at}`);
      expect(
        wrong(artefact, sound, opened, { at, behind: true }),
        `${artefact.name}: bit ${bit} of byte ${at}`,
      ).toBeNull();
    }
  });
});
