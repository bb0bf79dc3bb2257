import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { Carried } from './carried';

const texts = new Carried<string>();

/** 人员, with this text looked for. */
export function searchRoute(text: string, { replace = false } = {}) {
  const find = crypto.randomUUID();
  texts.keep(find, text);
  return ['/persons', { state: { find }, replace }] as const;
}

/** What is typed into a page's search: the same again on the way back to this visit of the page. */
export function useSearchText(): [string, (text: string) => void] {
  const { key, state } = useLocation();
  const visit = (state as { find?: string } | null)?.find ?? key;
  const [text, setText] = useState(() => texts.get(visit) ?? '');
  // A new visit starts from what it has, whatever was typed before.
  useEffect(() => setText(texts.get(visit) ?? ''), [visit]);
  const keep = (typed: string) => {
    texts.keep(visit, typed);
    setText(typed);
  };
  return [text, keep];
}
