import { type Condition, RELATIONS } from './expression';

/** A condition as one line of Chinese, for the officer who reviews it; names and labels only, no values. */
export function print<S>(condition: Condition<S>): string {
  return say(condition, false);
}

function say<S>(c: Condition<S>, nested: boolean): string {
  switch (c.op) {
    case 'all':
    case 'any': {
      const text = c.parts.map((part) => say(part, true)).join(c.op === 'all' ? '，并且' : '，或者');
      return nested ? `(${text})` : text;
    }
    case 'not':
      return `并非${c.part.op === 'all' || c.part.op === 'any' ? say(c.part, true) : `「${say(c.part, true)}」`}`;
    case 'holds':
      return c.term.text;
    case 'compare':
      return `${c.left.text}${RELATIONS[c.relation]}${c.right.text}`;
    case 'among':
      return `${c.term.text}属于${c.list.text}`;
    case 'known':
      return `已知${c.term.text}`;
    case 'always':
      return '一般情形';
  }
}
