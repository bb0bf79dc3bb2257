import { err, ok, type Result } from '#shared/result';

/** The entries of an operator's file: a JSON list, an object with one list (`{"payments":[…]}`), or one JSON value a line. */
export function readLines(text: string): Result<unknown[], string> {
  const whole = parse(text);
  if (whole.ok) {
    if (Array.isArray(whole.value)) return ok(whole.value);
    const lists = typeof whole.value === 'object' && whole.value !== null ? Object.values(whole.value) : [];
    const [list] = lists;
    return lists.length === 1 && Array.isArray(list) ? ok(list) : ok([whole.value]);
  }
  const entries: unknown[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const entry = parse(line);
    if (!entry.ok) return err(`文件第 ${index + 1} 行不是 JSON,没有录入任何内容。`);
    entries.push(entry.value);
  }
  return entries.length === 0 ? err('文件是空的，没有录入任何内容。') : ok(entries);
}

function parse(text: string): Result<unknown, null> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')) as unknown);
  } catch {
    return err(null);
  }
}
