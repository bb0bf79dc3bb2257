/** One value of a parameter as a pack sets it. */
export interface ParamValue {
  /** `null`: the authority has not set it, or it is not known; it never falls back to a wider region. */
  readonly value: unknown;
  readonly source: string;
  readonly status: string;
}

/** A set of values that one document sets for one region and time. */
export interface ParamPack {
  readonly id: string;
  /** `CN` or the first 2, 4 or 6 digits of a region. */
  readonly region: string;
  /** First day; null: the day is not known, so it applies last. */
  readonly validFrom: string | null;
  /** Last day, inclusive; null: still in force. */
  readonly validTo: string | null;
  /** The day the values were last held against their sources. */
  readonly checkedOn?: string | undefined;
  readonly values: Readonly<Record<string, ParamValue>>;
}

export interface FoundParam extends ParamValue {
  readonly pack: string;
}

interface Dated extends FoundParam {
  readonly from: string;
  readonly to: string;
}

const BEGINNING = '0000-00-00';
const FOREVER = '9999-99-99';

/** The regions a case looks into, the most specific first: 6 digits, 4, 2, the country. */
export const regionChain = (region: string): readonly string[] => [
  region.slice(0, 6),
  region.slice(0, 4),
  region.slice(0, 2),
  'CN',
];

function inForce(values: readonly Dated[] | undefined, day: string): Dated | undefined {
  if (values === undefined) return undefined;
  for (const value of values) if (value.from <= day && day <= value.to) return value;
  return undefined;
}

/** Dated values by parameter and region: most specific region first, then the latest that has begun. */
export class ParamTable {
  /** By parameter, then by region. */
  private readonly byName = new Map<string, Map<string, Dated[]>>();
  private readonly byPack = new Map<string, ParamPack>();

  constructor(readonly packs: readonly ParamPack[]) {
    for (const pack of packs) {
      this.byPack.set(pack.id, pack);
      for (const [name, v] of Object.entries(pack.values)) {
        const regions = this.byName.get(name) ?? new Map<string, Dated[]>();
        const list = regions.get(pack.region) ?? [];
        list.push({ ...v, pack: pack.id, from: pack.validFrom ?? BEGINNING, to: pack.validTo ?? FOREVER });
        list.sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
        regions.set(pack.region, list);
        this.byName.set(name, regions);
      }
    }
  }

  has(pack: string): boolean {
    return this.byPack.has(pack);
  }

  /** The value in force, or `undefined` when no pack in reach names the parameter. A named pack is asked first. */
  find(name: string, region: string, day: string, named?: string): FoundParam | undefined {
    const forced = named === undefined ? undefined : this.byPack.get(named)?.values[name];
    if (named !== undefined && forced !== undefined) return { ...forced, pack: named };
    const regions = this.byName.get(name);
    if (regions === undefined) return undefined;
    for (let digits = 6; digits >= 2; digits -= 2) {
      const found = inForce(regions.get(region.slice(0, digits)), day);
      if (found) return found;
    }
    return inForce(regions.get('CN'), day);
  }

  /** Ids of the packs whose region covers `region` and that are in force on `day`, and the named one. */
  reach(region: string, day: string, named?: string): string[] {
    const chain = regionChain(region);
    return this.packs
      .filter(
        (p) =>
          p.id === named ||
          (chain.includes(p.region) && (p.validFrom ?? BEGINNING) <= day && day <= (p.validTo ?? FOREVER)),
      )
      .map((p) => p.id);
  }

  /** Every day on which a value begins, or the day after one ends: where answers may turn. */
  turningPoints(): string[] {
    const days = new Set<string>();
    for (const pack of this.packs) {
      if (pack.validFrom !== null) days.add(pack.validFrom);
      if (pack.validTo !== null) days.add(pack.validTo);
    }
    return [...days].sort();
  }
}
