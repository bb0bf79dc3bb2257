import type { Case } from '#shared/rules/case';
import { type SmallestEvidence, smallestMissingEvidence } from '#shared/rules/evidence';
import { regionWords } from '../regionWords';

/** One way to change a refusal: what to bring, all of it, and what the answer is then. */
export interface WayOut {
  readonly key: string;
  readonly bring: readonly string[];
  readonly after: string;
}

/** The smallest sets of proof that would change the refusal of a case; empty: no paper changes it. */
export const waysOut = (subject: Case): WayOut[] =>
  smallestMissingEvidence(subject).map((set) => wayOut(set, subject.region));

const wayOut = ({ evidence, decision }: SmallestEvidence, home: string): WayOut => ({
  key: evidence.map(({ fact, bring }) => fact + bring).join(),
  bring: evidence.map(({ bring }) => named(bring, home)),
  after: decision === 'ALLOW' ? '核实后可以办理' : '核实后可以办理，但有需要留意的事项',
});

/** `210200 的职工医保关系…` with the place in words. */
const named = (bring: string, home: string): string =>
  bring.replace(/^(\d{6}) 的/, (_, region: string) =>
    region === home ? '本地的' : `${regionWords(region)}的`,
  );

export const NO_WAY_OUT = '没有哪一样或哪两样凭证能改变这个结论。认为资料有误的，请向窗口提出更正。';

/** For a refusal on facts that only the platform has. */
export const UNEXPLAINED =
  '平台依据的资料本机没有，算不出缺什么可以改变结论；请按平台说的原因准备凭证，或者由窗口向上级经办机构查询。';
export const ANY_OF = '下列任何一条都可以：';

/** The ways as sentences, for paper. */
export function wayLines(ways: readonly WayOut[]): string[] {
  if (ways.length === 0) return [NO_WAY_OUT];
  const lines = ways.map(
    ({ bring, after }) => `${bring.length > 1 ? '同时具备：' : ''}${bring.join('')}（${after}）`,
  );
  return lines.length > 1 ? [ANY_OF, ...lines] : lines;
}
