import { parseSync } from 'oxc-parser';

/** One small mistake that can be switched on in a source file; `from` and `to` are the texts before and after. */
export interface SourceMutant {
  readonly file: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/** The file with every mistake in it, each behind its switch, and what the switches are. */
export interface Schemata {
  readonly code: string;
  readonly mutants: readonly SourceMutant[];
}

/** A node of the syntax tree as the walk needs it: a type, a place, and whatever else. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

/** The operators that one may write by mistake: the limit itself, the opposite, the wrong arithmetic. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '>>': ['<<'],
  '&&': ['||'],
  '||': ['&&'],
};

/** Functions that have a neighbour: rounding, limits, the earlier and the later, all and any. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  'Math.floor': 'Math.ceil',
  'Math.ceil': 'Math.floor',
  'Math.round': 'Math.floor',
  'Math.min': 'Math.max',
  'Math.max': 'Math.min',
};
const METHODS: Readonly<Record<string, string>> = { some: 'every', every: 'some' };
/** Methods that choose or order: the mistake is to leave them out. */
const CHOOSING = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed']);
/** Day and month arithmetic whose last argument is a count: the mistake is one more and one fewer. */
const COUNTED = new Set(['addDays', 'addMonths', 'addToMonth']);
/** Functions whose two arguments mean different things: the mistake is to swap them. */
const ORDERED = new Set(['daysBetween', 'monthsFrom', 'ageOn']);
/** Members that only hold text for people. */
const TEXTS = new Set(['say', 'text', 'clause', 'bring', 'how', 'ask', 'label', 'title']);
const CHINESE = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;
/** Tests of an `if` that hold no operator of their own: the mistake is the opposite. */
const BARE_TESTS = new Set(['Identifier', 'CallExpression', 'MemberExpression']);
const INNER_TYPES = new Set(['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']);

const isNode = (v: unknown): v is Node =>
  v !== null && typeof v === 'object' && typeof (v as Node).type === 'string';

/** Collects the mistakes of one file and writes each behind `__mutant(n)`. */
class Writer {
  readonly mutants: SourceMutant[] = [];
  private readonly lines: number[] = [];

  constructor(
    private readonly file: string,
    private readonly source: string,
    private readonly first: number,
  ) {
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) this.lines.push(at);
  }

  private text(n: Node): string {
    return this.source.slice(n.start, n.end);
  }

  private lineOf(at: number): number {
    return this.lines.filter((end) => end < at).length + 1;
  }

  private switched(node: Node, mistakes: readonly string[], original: string): string {
    const chain = mistakes.map((to) => {
      this.mutants.push({ file: this.file, line: this.lineOf(node.start), from: this.text(node), to });
      return `__mutant(${this.first + this.mutants.length - 1}) ? (${to}) : `;
    });
    return chain.length === 0 ? original : `(${chain.join('')}(${original}))`;
  }

  /** The node's text with the mistakes of everything in it; `inChain`: it is a link of `a?.b.c`. */
  write(node: Node, inChain = false): string {
    if (this.isForPeople(node)) return this.text(node);
    if (node.type === 'ExpressionStatement' && this.isCall(node.expression)) {
      this.mutants.push({
        file: this.file,
        line: this.lineOf(node.start),
        from: this.text(node),
        to: '',
      });
      const n = this.first + this.mutants.length - 1;
      return `{ if (!__mutant(${n})) { ${this.children(node)} } }`;
    }
    const inside = this.children(node);
    if (inChain) return inside;
    return this.switched(node, this.mistakes(node), inside);
  }

  private isCall(v: unknown): boolean {
    return isNode(v) && v.type === 'CallExpression' && (v.callee as Node).type !== 'Super';
  }

  /** Messages and types: they change no decision, amount or date. */
  private isForPeople(node: Node): boolean {
    const holdsChinese = (v: unknown) => isNode(v) && CHINESE.test(this.text(v));
    const plain = (v: unknown) =>
      isNode(v) && (v.type === 'Literal' || v.type === 'TemplateLiteral') && holdsChinese(v);
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ThrowStatement':
        return true;
      case 'TemplateLiteral':
        return holdsChinese(node);
      case 'ConditionalExpression':
        return plain(node.consequent) || plain(node.alternate);
      case 'IfStatement': {
        const returned = node.consequent as Node;
        return returned.type === 'ReturnStatement' && plain(returned.argument);
      }
      case 'Property':
        return isNode(node.key) && TEXTS.has(String(node.key.name)) && node.computed !== true;
      default:
        return node.type.startsWith('TS') && !INNER_TYPES.has(node.type);
    }
  }

  /** The node's text with every child written anew. */
  private children(node: Node): string {
    const parts: { at: number; end: number; text: string }[] = [];
    const chained = node.type === 'ChainExpression' || this.isLink(node);
    for (const [member, value] of Object.entries(node)) {
      if (this.leavesAlone(node, member)) continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        if (!isNode(child)) continue;
        const link = chained && (member === 'object' || member === 'callee' || member === 'expression');
        const guard = this.isLoop(node) && member === 'body';
        const written = this.write(child, link || member === 'callee' || member === 'tag');
        const bare = node.type === 'IfStatement' && member === 'test' && BARE_TESTS.has(child.type);
        const text = bare ? this.switched(child, [`!(${this.text(child)})`], written) : written;
        parts.push({
          at: child.start,
          end: child.end,
          text: guard ? `{ __turn(); ${text} }` : text,
        });
      }
    }
    parts.sort((a, b) => a.at - b.at);
    let out = '';
    let at = node.start;
    for (const part of parts) {
      if (part.at < at) continue;
      out += this.source.slice(at, part.at) + part.text;
      at = part.end;
    }
    return out + this.source.slice(at, node.end);
  }

  private isLoop(node: Node): boolean {
    return ['ForStatement', 'WhileStatement', 'DoWhileStatement'].includes(node.type);
  }

  private isLink(node: Node): boolean {
    return node.type === 'MemberExpression' || node.type === 'CallExpression';
  }

  private leavesAlone(node: Node, member: string): boolean {
    if (member === 'typeAnnotation' || member === 'returnType' || member.startsWith('type')) return true;
    if (member === 'key' || member === 'property') return node.computed !== true;
    if (member === 'id' || member === 'params' || member === 'label') return node.type !== 'CatchClause';
    if (member === 'left') return node.type.startsWith('Assignment') || node.type.startsWith('For');
    return node.type === 'UpdateExpression';
  }

  private mistakes(node: Node): string[] {
    const text = (member: string) => this.text(node[member] as Node);
    switch (node.type) {
      case 'BinaryExpression':
      case 'LogicalExpression': {
        if (node.operator === '??') return [text('left')];
        const operators = OPERATORS[String(node.operator)] ?? [];
        return operators.map((operator) => `(${text('left')}) ${operator} (${text('right')})`);
      }
      case 'UnaryExpression':
        return node.operator === '!' || node.operator === '-' ? [text('argument')] : [];
      case 'ConditionalExpression':
        return [text('consequent'), text('alternate')];
      case 'Literal':
        if (typeof node.value === 'boolean') return [String(!node.value)];
        return typeof node.value === 'number' ? [`${node.value + 1}`, `${node.value - 1}`] : [];
      case 'CallExpression':
        return this.mistakesOfCall(node);
      default:
        return [];
    }
  }

  private mistakesOfCall(node: Node): string[] {
    const callee = node.callee as Node;
    const name = this.text(callee);
    const given = node.arguments as readonly Node[];
    const inside = given.map((g) => this.text(g));
    const neighbour = NEIGHBOURS[name];
    if (neighbour !== undefined) return [`${neighbour}(${inside.join(', ')})`];
    if (COUNTED.has(name) && given[1] !== undefined) {
      return [1, -1].map((by) => `${name}(${inside[0]}, (${inside[1]}) + ${by})`);
    }
    if (ORDERED.has(name) && given.length === 2) return [`${name}(${inside[1]}, ${inside[0]})`];
    if (callee.type !== 'MemberExpression' || callee.optional === true || callee.computed === true) return [];
    const method = this.text(callee.property as Node);
    const object = this.text(callee.object as Node);
    const other = METHODS[method];
    if (other !== undefined) return [`${object}.${other}(${inside.join(', ')})`];
    return CHOOSING.has(method) && !CHINESE.test(inside.join('')) ? [object] : [];
  }
}

/** Writes every mistake of a TypeScript file behind a switch; the switches are numbered from `first`. */
export function schemata(file: string, source: string, first: number): Schemata {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? 'not parsed'}`);
  const writer = new Writer(file, source, first);
  const code = writer.write(program as unknown as Node);
  return { code: source.slice(0, program.start) + code + source.slice(program.end), mutants: writer.mutants };
}
