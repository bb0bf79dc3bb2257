import type { CivilDate } from '../domain/civilDate';
import type { Fen } from '../domain/money';
import type { Answer, DecisionCode } from './answer';
import type { Case } from './case';
import { Evaluation, type Need } from './kernel/evaluate';
import type { Term } from './kernel/expression';
import type { ParamTable } from './kernel/params';
import { type Answered, answer, type Question, type Rule } from './kernel/rule';
import { covers, documentOf } from './sources/register';

/** What the book calls a rule to the outside: the catalogue number without the suffix of a part. */
export const catalogueId = (ruleId: string): string => ruleId.split('#')[0] ?? ruleId;

/** One case on its way to an answer: the steps of a matter ask their questions here and write down what follows. */
export class Session {
  readonly e: Evaluation<Case>;
  private readonly reasons: Answer['reasons'] = [];
  private readonly effects: Answer['effects'] = [];
  private readonly amounts: Answer['amounts'] = [];
  private readonly dates: Answer['dates'] = [];
  private readonly numbers: NonNullable<Answer['numbers']> = [];
  private readonly materials: Answer['materials'] = [];
  private readonly trace: Answer['trace'] = [];
  private readonly needs: Need[] = [];
  private readonly blocking: Need[] = [];

  constructor(
    readonly subject: Case,
    table: ParamTable,
  ) {
    this.e = new Evaluation(subject, subject.region, subject.on, table, subject.pack);
  }

  /** True once a rule refused: the steps after it are not asked (R-GEN-04). */
  get refused(): boolean {
    return this.reasons.some((r) => r.severity === 'refuse');
  }

  /**
   * Asks a question and writes down its finding. What is missing blocks the decision (`gate`), is only listed (`output`), or
   * is not worth asking for (`advice`).
   */
  ask<A extends string>(
    question: Question<Case, A>,
    weight: 'gate' | 'output' | 'advice' = 'gate',
  ): A | undefined {
    const answered: Answered<Case, A> = answer(question, this.e);
    this.trace.push(...answered.traces);
    if (!answered.known) {
      if (weight !== 'advice') this.needs.push(...answered.needs);
      if (weight === 'gate') this.blocking.push(...answered.needs);
      return undefined;
    }
    for (const rule of answered.by) this.find(rule);
    return answered.answer;
  }

  /** The term's value; when it is unknown, what is missing is written down. */
  need<T>(term: Term<Case, T>, weight: 'gate' | 'output' = 'output'): T | undefined {
    const found = this.e.term(term);
    if (found.known) return found.value;
    this.needs.push(...found.needs);
    if (weight === 'gate') this.blocking.push(...found.needs);
    return undefined;
  }

  private find<A extends string>(rule: Rule<Case, A>): void {
    if (!rule.finding) return;
    const { code, severity, say } = rule.finding;
    const cite = rule.cites.find((c) => covers(c, this.subject.region, this.subject.on)) ?? rule.cites[0];
    const written = typeof code === 'string' ? code : code(this.e);
    if (this.reasons.some((r) => r.rule === catalogueId(rule.id) && r.code === written)) return;
    this.reasons.push({
      rule: catalogueId(rule.id),
      code: written,
      severity,
      document: cite.document,
      documentTitle: documentOf(cite.document)?.title ?? cite.document,
      article: cite.article,
      text: say(this.e),
    });
  }

  /** `region` where it happens to a relation that may be elsewhere. */
  effect(code: string, day: CivilDate | null, text: string, region?: string): void {
    this.effects.push({ code, on: day, text, ...(region === undefined ? {} : { region }) });
  }

  date(name: string, label: string, day: CivilDate): void {
    if (!this.dates.some((d) => d.name === name)) this.dates.push({ name, label, date: day });
  }

  number(name: string, label: string, value: number): void {
    if (!this.numbers.some((n) => n.name === name)) this.numbers.push({ name, label, value });
  }

  /** An amount computed from terms; a missing one leaves this amount open and nothing else. */
  amount<T>(
    name: string,
    label: string,
    term: Term<Case, T>,
    give: (value: T) => { fen: Fen; how: string },
  ): void {
    const found = this.e.term(term);
    if (found.known) {
      this.amounts.push({ name, label, ...give(found.value), needs: null });
      return;
    }
    this.needs.push(...found.needs);
    const names = [...new Set(found.needs.map((n) => n.name))].join(',');
    const how = found.needs.some((n) => n.kind === 'param')
      ? '本地区、本年度尚未加载这项标准，金额不能计算'
      : '还缺情况，金额不能计算';
    this.amounts.push({ name, label, fen: null, how, needs: names });
  }

  material(code: string, label: string, required = true): void {
    this.materials.push({ code, label, required });
  }

  /** A session on a variation of the case, to be taken in with `take`. */
  nested(subject: Case): Session {
    return new Session(subject, this.e.table);
  }

  take(inner: Session): void {
    this.reasons.push(...inner.reasons);
    this.effects.push(...inner.effects);
    this.amounts.push(...inner.amounts);
    this.dates.push(...inner.dates);
    this.numbers.push(...inner.numbers);
    this.trace.push(...inner.trace);
    this.needs.push(...inner.needs);
    this.blocking.push(...inner.blocking);
    for (const { name, found } of inner.e.usedParams) this.e.use(name, found);
    this.e.usedRecorded ||= inner.e.usedRecorded;
  }

  private decision(): DecisionCode {
    if (this.refused) return 'REFUSE';
    if (this.blocking.some((n) => n.kind === 'fact')) return 'NEEDS_FACT';
    if (this.blocking.length > 0) return 'NEEDS_PARAM';
    return this.reasons.some((r) => r.severity === 'warn') ? 'ALLOW_WARN' : 'ALLOW';
  }

  close(bookVersion: string): Answer {
    const { subject, e } = this;
    const decision = this.decision();
    const refused = decision === 'REFUSE';
    const needs = refused ? [] : this.needs;
    const facts = new Map<string, Answer['needsFacts'][number]>();
    const params = new Map<string, Answer['needsParams'][number]>();
    for (const n of needs) {
      if (n.kind === 'fact') facts.set(n.name, { fact: n.name, question: n.ask });
      else params.set(`${n.name}@${n.day}`, { param: n.name, region: subject.region, on: n.day });
    }
    return {
      decision,
      provisional: e.usedRecorded && subject.asOf !== undefined && subject.authoritative !== true,
      reasons: this.reasons,
      effects: refused ? [] : this.effects,
      amounts: refused ? [] : this.amounts,
      dates: this.dates,
      ...(this.numbers.length > 0 ? { numbers: this.numbers } : {}),
      materials: refused ? [] : this.materials,
      needsFacts: [...facts.values()],
      needsParams: [...params.values()],
      params: e.usedParams.map(({ name, found }) => ({
        param: name,
        value: found.value as Answer['params'][number]['value'],
        pack: found.pack,
        source: found.source,
        status: found.status,
      })),
      trace: this.trace,
      book: { version: bookVersion, packs: e.table.reach(subject.region, subject.on, subject.pack) },
    };
  }
}
