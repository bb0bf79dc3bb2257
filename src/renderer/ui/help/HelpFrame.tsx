import { Drawer } from 'antd';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { FormField } from '#shared/matters/form';
import { appPlace } from '../place';
import { SCROLLED } from '../scrolled';
import { useHotkey } from '../useHotkey';
import { HELP_SEARCH, HelpPanel } from './HelpPanel';
import type { HelpPage } from './helpPage';
import { type HelpAbout, HelpContext, NOTHING_AT_HAND } from './useHelpAbout';

/** Opens the help of one page on F1, for the field with the cursor too, and gives the cursor back when it is closed. */
export function HelpFrame(props: {
  page: HelpPage;
  /** Whether the window has pages that a link can lead to. */
  linked: boolean;
  children: ReactNode;
}) {
  const { page, linked } = props;
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<{ about: HelpAbout; field: FormField | null; time: number } | null>(
    null,
  );
  const about = useRef(NOTHING_AT_HAND);
  const before = useRef<Element | null>(null);
  const tell = useCallback((next: HelpAbout) => {
    about.current = next;
  }, []);
  useHotkey({ key: 'f1' }, () => {
    if (open) return setOpen(false);
    before.current = document.activeElement;
    const name = before.current?.closest<HTMLElement>('[data-field]')?.dataset.field;
    const field = about.current.fields.find((one) => one.name === name) ?? null;
    setShown((old) => ({ about: about.current, field, time: (old?.time ?? 0) + 1 }));
    setOpen(true);
  });
  const giveBack = () => {
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    before.current = null;
  };
  return (
    <HelpContext value={tell}>
      {props.children}
      <Drawer
        getContainer={appPlace}
        open={open}
        onClose={() => setOpen(false)}
        afterOpenChange={(isOpen) => {
          // The drawer takes the cursor for itself while it opens.
          if (isOpen) document.getElementById(HELP_SEARCH)?.focus();
          else giveBack();
        }}
        size={480}
        title={`帮助：${page.title}`}
        destroyOnHidden
      >
        <section aria-label="帮助" {...SCROLLED}>
          {shown && (
            <HelpPanel
              key={shown.time}
              page={page}
              about={shown.about}
              field={shown.field}
              linked={linked}
              onLeave={() => {
                // The link leads to another page: there the cursor is the page's.
                before.current = null;
                setOpen(false);
              }}
            />
          )}
        </section>
      </Drawer>
    </HelpContext>
  );
}
