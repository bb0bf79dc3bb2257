import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { PaperWay } from '#shared/access/access';
import type { Trouble } from '#shared/host';
import { type Unprintable, unprintable, unprintableWords } from '#shared/papers/characters';
import { PRACTICE_BAND, PRACTICE_PAPER } from '#shared/practice/practice';
import type { Result } from '#shared/result';
import { SCROLLED } from '../scrolled';
import { FONT } from '../theme';
import { useDesk, useDeskSnapshot } from '../useDesk';
import { glyphsOf } from './glyphs';
import { Sheets } from './Sheets';
import type { PaperSheet } from './sheet';
import { ByHand } from './Written';

/** What the text of a paper is called where nobody's name is at hand. */
const ON_PAPER = '纸面文字';

/**
 * The one way a paper takes: shown as the sheets that are printed, checked for characters that no font here has, counted, and handed to
 * the printer or saved as a PDF by the host.
 */
export function PrintPreview(props: {
  sheet: PaperSheet;
  fileName: string;
  /** Counts the copy; where that fails nothing is printed. Absent: this paper is not counted. */
  onIssue?: (way: PaperWay) => Promise<Result<unknown, Trouble>>;
  /** What was tried and not made is not counted in the end. */
  countsMadeOnly?: boolean;
  /** Further buttons, before those to print. */
  actions?: ReactNode;
  /** Stands above the sheets. */
  children?: ReactNode;
  said?: string;
  /** Called when a copy was made, or tried and not `made`: the sheet of the next one may take its place. */
  onMade?: (made: boolean) => void;
  /** A dialog over the preview is open and has the keys. */
  held?: boolean;
  onClose: () => void;
}) {
  const { sheet, onIssue, onClose } = props;
  const desk = useDesk();
  const stamp = useDeskSnapshot().desk?.practice ? PRACTICE_PAPER : null;
  const titleId = useId();
  const [busy, setBusy] = useState<PaperWay | null>(null);
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const [byHand, setByHand] = useState<readonly Unprintable[] | null>(null);
  const pages = useRef<HTMLElement>(null);

  /** What had the keys before, and gets them back. */
  const [before] = useState(() => document.activeElement);
  // What is behind the preview cannot be reached while it is open.
  useEffect(() => {
    const root = document.getElementById('root');
    root?.setAttribute('inert', '');
    return () => {
      root?.removeAttribute('inert');
      if (before instanceof HTMLElement) before.focus();
    };
  }, [before]);
  // Every character that is on the paper is looked at before anything can be printed, those of names with whose they are.
  useLayoutEffect(() => {
    const all = pages.current?.querySelector(sheet.laid ? '.sheets' : '.print-trial')?.textContent ?? '';
    const texts = [...sheet.names, { text: `${all}${sheet.title}${sheet.mark}${sheet.foot}`, of: ON_PAPER }];
    setByHand((old) => {
      // What is left to be written by hand is on the paper no more, so it is kept once found.
      const found = unprintable(texts, hasGlyph).map((one) =>
        one.of.length > 1 ? { ...one, of: one.of.filter((of) => of !== ON_PAPER) } : one,
      );
      const next = [...found, ...(old ?? []).filter(({ char }) => !found.some((one) => one.char === char))];
      return JSON.stringify(next) === JSON.stringify(old) ? old : next;
    });
  }, [sheet]);

  const make = async (way: PaperWay) => {
    if (busy !== null || byHand === null) return;
    const text = pages.current?.querySelector('.sheets')?.textContent ?? '';
    const left = byHand.find(({ char }) => text.includes(char));
    if (left) return setSaid({ bad: true, text: `没有打印：${unprintableWords(left)}` });
    setBusy(way);
    setSaid(null);
    const { made, ...shown } = await issued(way);
    setBusy(null);
    setSaid(shown);
    props.onMade?.(made);
  };
  const issued = async (way: PaperWay): Promise<{ made: boolean; bad: boolean; text: string }> => {
    // The number of the copy is on the sheet already: what is counted now is what is shown.
    const counted = (await onIssue?.(way)) ?? { ok: true };
    if (!counted.ok) return { made: false, bad: true, text: counted.error.text };
    if (way === 'printer') {
      const done = await desk.access.print(sheet.laid !== undefined);
      if (!done.ok) return { made: false, bad: true, text: done.error.text };
      return done.value.out
        ? { made: true, bad: false, text: '已交给打印机。' }
        : { made: false, bad: false, text: `已取消打印。${counts}` };
    }
    const done = await desk.access.pdf(props.fileName);
    if (!done.ok) return { made: false, bad: true, text: done.error.text };
    return done.value.path === null
      ? { made: false, bad: false, text: `没有保存。${counts}` }
      : { made: true, bad: false, text: `已保存到 ${done.value.path}` };
  };
  const counts = onIssue && !props.countsMadeOnly ? '打印次数里仍计这一次。' : '';
  const onKey = (event: KeyboardEvent): void => {
    if (props.held || event.isComposing || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === 'escape') onClose();
    else if (event.ctrlKey && key === 'p') void make('printer');
    // Keys of the page behind are not meant while a paper is looked at.
    else if (
      key !== 'f9' &&
      key !== 'f1' &&
      key !== 'f4' &&
      key !== 'f7' &&
      key !== 'f6' &&
      !(event.ctrlKey && (key === 's' || key === 'k'))
    )
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const latest = useRef(onKey);
  latest.current = onKey;
  // Before anything else hears them, and wherever the focus is: the printer's dialog may have taken it away.
  useEffect(() => {
    const hear = (event: KeyboardEvent) => latest.current(event);
    window.addEventListener('keydown', hear, true);
    return () => window.removeEventListener('keydown', hear, true);
  }, []);

  const words = said?.text || props.said || '';
  return createPortal(
    <div
      className="print-page"
      role="dialog"
      aria-modal="true"
      aria-labelledby={titleId}
      tabIndex={-1}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className="print-bar">
        <h2 id={titleId}>打印预览：{sheet.title}</h2>
        {stamp && <b className="practice-mark">{PRACTICE_BAND}</b>}
        <span role="status" className={`grow ${said?.bad ? 'tone-no' : ''}`}>
          {words}
        </span>
        {props.actions}
        <Button
          type="primary"
          autoFocus
          loading={busy === 'printer'}
          aria-keyshortcuts="Control+P"
          onClick={() => void make('printer')}
        >
          打印（A4）<kbd>Ctrl P</kbd>
        </Button>
        <Button loading={busy === 'pdf'} onClick={() => void make('pdf')}>
          存为 PDF
        </Button>
        <Button onClick={onClose}>
          关闭 <kbd>Esc</kbd>
        </Button>
      </div>
      <div className="print-notes">
        {byHand !== null && byHand.length > 0 && (
          <div className="print-warning" role="alert">
            <b>有 {byHand.length} 个字打印不出来</b>
            <ul>
              {byHand.map((one) => (
                <li key={one.char}>{unprintableWords(one)}</li>
              ))}
            </ul>
          </div>
        )}
        {props.children}
      </div>
      <section className="print-scroll" aria-label="纸面" ref={pages} {...SCROLLED}>
        <ByHand value={new Set(byHand?.map(({ char }) => char))}>
          <Sheets sheet={sheet} stamp={stamp} />
        </ByHand>
      </section>
    </div>,
    document.body,
  );
}

let glyphs: ((char: string) => boolean) | null = null;
/** Made once: what the machine can draw does not change while the window is open. */
const hasGlyph = (char: string): boolean => {
  glyphs ??= glyphsOf(FONT);
  return glyphs(char);
};
