import { z } from 'zod';
import { CivilDate } from '../../domain/civilDate';
import { err, ok, type Result } from '../../result';
import type { ParamPack, ParamValue } from '../kernel/params';
import { ParamTable } from '../kernel/params';
import { isParamName, PARAM_KEYS, Window } from './keys';

/** How good a value is; `missing` goes with null. */
export const PARAM_STATUSES = ['seed', 'lookup', 'lookup-low', 'assumed', 'missing', 'synthetic'] as const;

/** A pack as it is written in a data file. */
export const PackFile = z.strictObject({
  id: z.string().regex(/^[A-Z0-9-]{2,40}$/),
  name: z.string().min(1).max(60),
  region: z.string().regex(/^(CN|\d{2}|\d{4}|\d{6})$/),
  validFrom: CivilDate.nullable(),
  validTo: CivilDate.nullable(),
  /** The day somebody last held the values against their sources; absent in packs made for a trial. */
  checkedOn: CivilDate.optional(),
  values: z.record(
    z.string(),
    z.strictObject({
      value: z.json(),
      source: z.string().trim().min(1, { message: '没有写明来源' }).max(200),
      status: z.enum(PARAM_STATUSES),
    }),
  ),
});
export type PackFile = z.infer<typeof PackFile>;

/** Why a pack cannot be loaded, in words. */
export interface PackRefusal {
  readonly pack: string;
  readonly param: string | null;
  readonly text: string;
}

/** Checks packs against the known parameters and against each other; all or nothing. */
export function loadPacks(files: readonly unknown[]): Result<ParamTable, PackRefusal[]> {
  const refusals: PackRefusal[] = [];
  const packs: ParamPack[] = [];
  for (const file of files) {
    const parsed = PackFile.safeParse(file);
    if (!parsed.success) {
      refusals.push(...malformed(file, parsed.error));
      continue;
    }
    const faults = checkPack(parsed.data);
    if (faults.length > 0) refusals.push(...faults);
    else packs.push({ ...parsed.data, values: expand(parsed.data.values) });
  }
  refusals.push(...overlaps(packs));
  return refusals.length > 0 ? err(refusals) : ok(new ParamTable(packs));
}

function malformed(file: unknown, error: z.ZodError): PackRefusal[] {
  const id = z.looseObject({ id: z.string() }).safeParse(file);
  const pack = id.success ? id.data.id : '(无编号)';
  return error.issues.map((issue) => ({
    pack,
    param: issue.path[0] === 'values' ? String(issue.path[1] ?? '') : null,
    text: `参数包 ${pack} 的 ${issue.path.join('.') || '内容'} 不合格式：${issue.message}`,
  }));
}

function checkPack(file: PackFile): PackRefusal[] {
  const refusals: PackRefusal[] = [];
  const refuse = (param: string | null, text: string) => refusals.push({ pack: file.id, param, text });
  if (file.validFrom !== null && file.validTo !== null && file.validTo < file.validFrom) {
    refuse(null, `参数包 ${file.id} 的失效日 ${file.validTo} 早于生效日 ${file.validFrom}`);
  }
  for (const [name, v] of Object.entries(file.values)) {
    if (!isParamName(name)) {
      refuse(name, `参数包 ${file.id} 含未登记的参数 ${name}`);
      continue;
    }
    if ((v.value === null) !== (v.status === 'missing')) {
      refuse(name, `参数包 ${file.id} 的 ${name}：值为空时状态应为 missing，反之亦然`);
      continue;
    }
    if (v.value === null) continue;
    const parsed = PARAM_KEYS[name].value.safeParse(v.value);
    if (!parsed.success) {
      const why = parsed.error.issues.map((i) => i.message).join(';');
      refuse(
        name,
        `PARAM_OUT_OF_RANGE:参数包 ${file.id} 的 ${name}(${PARAM_KEYS[name].label})取值不在允许范围：${why}`,
      );
    }
  }
  return refusals;
}

/** A window is looked up day by day, because a document may know only one end of it. */
function expand(values: PackFile['values']): Record<string, ParamValue> {
  const result: Record<string, ParamValue> = { ...values };
  const window = values['resident.window'];
  if (window) {
    const parsed = window.value === null ? null : Window.parse(window.value);
    const startYear = parsed?.yearOffset ?? 0;
    const day = (text: string, yearOffset: number) => ({ day: text, yearOffset });
    result['resident.window.start'] = { ...window, value: parsed && day(parsed.start, startYear) };
    result['resident.window.end'] = {
      ...window,
      value: parsed && day(parsed.end, parsed.yearOffsetEnd ?? startYear),
    };
  }
  return result;
}

/** Two packs of one region that begin on the same day may not set the same parameter: nothing would choose between them. */
function overlaps(packs: readonly ParamPack[]): PackRefusal[] {
  const refusals: PackRefusal[] = [];
  const seen = new Map<string, string>();
  const ids = new Set<string>();
  for (const pack of packs) {
    if (ids.has(pack.id)) {
      refusals.push({ pack: pack.id, param: null, text: `参数包 ${pack.id} 重复` });
      continue;
    }
    ids.add(pack.id);
    for (const name of Object.keys(pack.values)) {
      const key = `${name}@${pack.region}@${pack.validFrom ?? ''}`;
      const other = seen.get(key);
      if (other !== undefined) {
        refusals.push({
          pack: pack.id,
          param: name,
          text: `参数包 ${pack.id} 与 ${other} 对同一地区同一生效日都设了 ${name}，无法取舍`,
        });
      }
      seen.set(key, pack.id);
    }
  }
  return refusals;
}
