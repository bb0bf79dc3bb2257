import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { paginate } from '#shared/papers/paginate';
import { ByHand, Written } from './Written';

const block = (height: number, keepWithNext = false) => ({ height, keepWithNext });

describe('pages', () => {
  test('[PP20] blocks stay whole and in order; one that does not fit begins a page, one higher than a page has its own', () => {
    expect(paginate([block(40), block(40), block(40)], 100)).toEqual([[0, 1], [2]]);
    expect(paginate([block(40), block(300), block(40)], 100)).toEqual([[0], [1], [2]]);
    expect(paginate([block(50), block(50)], 100)).toEqual([[0, 1]]);
    expect(paginate([], 100)).toEqual([[]]);
  });

  test('[PP20] a heading is never the last on a page', () => {
    expect(paginate([block(60), block(30, true), block(30)], 100)).toEqual([[0], [1, 2]]);
    expect(paginate([block(60), block(20, true), block(10, true), block(30)], 100)).toEqual([[0], [1, 2, 3]]);
    expect(paginate([block(60), block(30, true)], 100)).toEqual([[0, 1]]);
  });
});

test('[PP21] where a character cannot be printed a space to write in stands in its place, once a character', () => {
  const html = renderToStaticMarkup(
    <ByHand value={new Set(['\u{31350}'])}>
      <Written>{'张\u{31350}\u{31350}\u{20BB7}村'}</Written>
    </ByHand>,
  );
  expect(html.match(/class="by-hand"/g)).toHaveLength(2);
  expect(html).not.toContain('\u{31350}');
  expect(html).toMatch(/^张<span.*<\/span>\u{20BB7}村$/u);
  expect(renderToStaticMarkup(<Written>{'张\u{31350}'}</Written>)).toBe('张\u{31350}');
});
