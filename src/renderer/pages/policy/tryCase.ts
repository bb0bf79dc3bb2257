import type { z } from 'zod';
import { zhCN } from 'zod/locales';
import { canonicalJson } from '#shared/json';
import { err, ok, type Result } from '#shared/result';
import type { Answer } from '#shared/rules/answer';
import { theBook } from '#shared/rules/book';
import { Case } from '#shared/rules/case';
import { decide } from '#shared/rules/decide';
import { CASE_MATTERS } from '#shared/rules/matters';

/** A longer text is no case; it is refused before it is parsed. */
const MAX_TEXT = 1_000_000;
const MAX_FAULTS = 8;

/** Why a text cannot be answered: where in the case, and what is wrong there. */
export interface CaseFault {
  /** Such as `facts.person.birthDate`; empty: the text as a whole. */
  readonly path: string;
  readonly text: string;
}

export interface Tried {
  readonly subject: Case;
  readonly answer: Answer;
  /** The answer as canonical JSON (RFC 8785). */
  readonly json: string;
}

const whole = (text: string) => err([{ path: '', text }]);

const MAX_CHOICES = 10;
const KINDS: Readonly<Record<string, string>> = {
  string: '文字（加引号）',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '一列（方括号）',
  object: '一组（花括号）',
};
const otherwise = zhCN().localeError;

/** What is wrong, for somebody who does not know how the case is checked; a schema's own words go before these. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys') return `没有名为 ${issue.keys.join('、')} 的项，请核对拼写`;
  if (issue.code === 'invalid_type' && issue.input === undefined) return '缺少这一项';
  if (issue.code === 'invalid_type') return `应为${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') {
    const choices = issue.values.slice(0, MAX_CHOICES).map(String).join('、');
    const more = issue.values.length > MAX_CHOICES ? ` 等 ${issue.values.length} 种` : '';
    return `没有这种取值，可以用 ${choices}${more}`;
  }
  return otherwise(issue);
};

/** Answers the case that is written there by the book of this program. Nothing is kept. */
export function tryCase(text: string): Result<Tried, CaseFault[]> {
  if (text.trim() === '') return whole('还没有写案例。请载入一个例子，或者把案例粘贴进来。');
  if (text.length > MAX_TEXT) return whole('内容超过 1,000,000 个字符，不是一个案例。请只粘贴一个案例。');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return whole('不是合法的 JSON。请检查引号、逗号和括号是否成对，并且是半角符号。');
  }
  const parsed = Case.safeParse(value, { error: inWords });
  if (!parsed.success) {
    return err(
      parsed.error.issues
        .slice(0, MAX_FAULTS)
        .map((issue) => ({ path: issue.path.join('.'), text: issue.message })),
    );
  }
  const subject = parsed.data;
  if (subject.pack !== undefined && !theBook.table.has(subject.pack)) {
    return err([{ path: 'pack', text: `没有名为 ${subject.pack} 的参数包` }]);
  }
  try {
    const answer = decide(subject);
    return ok({ subject, answer, json: canonicalJson(answer) });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return whole(`规则库自相矛盾，答不出这个案例（${why}）。请把案例交给技术支持。`);
  }
}

/** What a clerk calls a matter or question. */
export const matterWords = (matter: Case['matter']): string => CASE_MATTERS[matter].label;
