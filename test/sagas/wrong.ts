import type { Course } from './courses';
import type { Await, Cut, Manner, Played } from './play';

/** Every way to end the desk after an await: all are killed, and those at which the disk or the line would keep something else also so. */
function mannersAt({ label, forgets }: Await): Manner[] {
  return [
    'killed',
    ...(forgets ? (['power cut', 'torn'] as const) : []),
    ...(label.includes('sends push') ? (['killed, the line is slow'] as const) : []),
  ];
}

/** Every place and manner in which a run with these awaits can be cut off. */
export function cutsOf(awaits: readonly Await[]): Cut[] {
  return [
    { after: 0, manner: 'killed' },
    ...awaits.flatMap((one, at) => mannersAt(one).map((manner) => ({ after: at + 1, manner }))),
  ];
}

/** What is wrong with a run that was cut off, held against the one that was not. */
export function wrongWith(course: Course, whole: Played, cut: Cut, played: Played): string[] {
  const wrong = [...played.wrong];
  const ends = [course.end, ...(course.also ?? []).map(({ end }) => end)];
  if (!ends.includes(played.end)) wrong.push(`it ends ${played.end}, not ${ends.join(' or ')}`);
  const people = played.end === course.end ? whole.people : played.before;
  if (played.end !== 'watched' && played.people !== people)
    wrong.push(`the people are ${played.people}, not ${people}`);
  const [counted, met] = [whole, played].map(({ awaits }) =>
    awaits.slice(0, cut.after).map((one) => one.label),
  );
  const other = counted?.findIndex((label, i) => label !== met?.[i]) ?? -1;
  if (other >= 0)
    wrong.push(`await ${other + 1} was ${met?.[other]} now, and ${counted?.[other]} when it was counted`);
  return wrong;
}
