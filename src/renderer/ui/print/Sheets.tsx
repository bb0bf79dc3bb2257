import { Fragment, useLayoutEffect, useRef, useState } from 'react';
import { paginate } from '#shared/papers/paginate';
import type { PaperSheet } from './sheet';
import { Written } from './Written';

/** Height of a page's body at 96 pixels an inch: 297 mm less 14 mm and 12 mm margin, 9 mm head, 9 mm foot, and a little for rounding. */
const ROOM_PX = ((297 - 14 - 12 - 9 - 9) / 25.4) * 96 - 4;

/**
 * The pages of a paper, A4, each with head, foot and its number. What stands on the screen is what is printed: the same elements. The
 * blocks are first laid out unseen at their printed width, and measured. `stamp` is laid over every page, e.g. that it is none.
 */
export function Sheets({ sheet, stamp = null }: { sheet: PaperSheet; stamp?: string | null }) {
  const trial = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<number[][]>([]);
  const { blocks, laid, title, mark, foot } = sheet;
  useLayoutEffect(() => {
    const tried = [...(trial.current?.children ?? [])];
    const measured = tried.map((element, at) => ({
      height: (element as HTMLElement).offsetHeight,
      keepWithNext: blocks[at]?.keepWithNext ?? false,
    }));
    const next = paginate(measured, ROOM_PX);
    setPages((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next));
  });
  if (laid)
    return (
      <article className="sheets" aria-label={title}>
        {laid.map(({ key, node }, at) => (
          <section className="sheet wide" key={key} aria-label={`第 ${at + 1} 页，共 ${laid.length} 页`}>
            {node}
            {stamp && <Stamp text={stamp} />}
          </section>
        ))}
      </article>
    );
  return (
    <>
      <div className="print-trial" ref={trial} aria-hidden="true" inert>
        {blocks.map(({ key, node }) => (
          <div className="sheet-block" key={key}>
            {node}
          </div>
        ))}
      </div>
      <article className="sheets" aria-label={title}>
        {pages.map((page, at) => (
          <section className="sheet" key={at} aria-label={`第 ${at + 1} 页，共 ${pages.length} 页`}>
            <div className="sheet-head">
              <span>
                <Written>{title}</Written>
              </span>
              <span className="number">
                <Written>{mark}</Written>
                {stamp && `　${stamp}`}
              </span>
            </div>
            <div className="sheet-body">
              {page.map((index) => {
                const block = blocks[index];
                return (
                  <Fragment key={block?.key ?? index}>
                    <div className="sheet-block">{block?.node}</div>
                  </Fragment>
                );
              })}
            </div>
            {stamp && <Stamp text={stamp} />}
            <div className="sheet-foot">
              <span>
                <Written>{foot}</Written>
              </span>
              <span className="number">
                第 {at + 1} 页　共 {pages.length} 页
              </span>
            </div>
          </section>
        ))}
      </article>
    </>
  );
}

const Stamp = ({ text }: { text: string }) => (
  <div className="sheet-stamp" aria-hidden="true">
    {text}
  </div>
);
