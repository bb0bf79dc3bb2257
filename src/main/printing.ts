import type { WebContents } from 'electron';
import type { Trouble } from '../shared/host';
import { err, ok, type Result } from '../shared/result';
import { saveAtomically } from './workbooks/saveAtomically';

/** Prints what the window shows. The sheets carry their own margins and page numbers, so the printer adds none. */
export interface Printer {
  /** `across`: on A4 laid on its long side. */
  print(across: boolean): Promise<Result<{ out: boolean }, Trouble>>;
  pdf(fileName: string): Promise<Result<{ path: string | null }, Trouble>>;
}

const NO_WINDOW: Trouble = { code: 'NO_WINDOW', text: '窗口已经关闭，没有打印。请重新打开参保台再打印。' };
/** What Electron says when a person closes the printer's dialog. */
const CANCELLED = /cancel/i;

const notPrinted = (reason: string): Trouble => ({
  code: 'NOT_PRINTED',
  text: `没有打印成功（${reason || '原因不明'}）。请检查打印机是否开机、有纸并已连接，再打印一次；也可以先存为 PDF。`,
});

export function printerOf(
  contents: () => Pick<WebContents, 'print' | 'printToPDF'> | null,
  where: (fileName: string) => Promise<string | null>,
): Printer {
  return {
    print(across) {
      const page = contents();
      if (!page) return Promise.resolve(err(NO_WINDOW));
      return new Promise((resolve) =>
        page.print(
          {
            silent: false,
            printBackground: true,
            pageSize: 'A4',
            landscape: across,
            margins: { marginType: 'none' },
          },
          (success, reason) => {
            if (success) return resolve(ok({ out: true }));
            resolve(CANCELLED.test(reason) ? ok({ out: false }) : err(notPrinted(reason)));
          },
        ),
      );
    },
    async pdf(fileName) {
      const page = contents();
      if (!page) return err(NO_WINDOW);
      const path = await where(fileName);
      if (path === null) return ok({ path });
      const made = await page
        .printToPDF({ printBackground: true, preferCSSPageSize: true })
        .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      if (typeof made === 'string') return err(notPrinted('PDF 没有生成'));
      const saved = await saveAtomically(path, made);
      return saved.ok ? ok({ path }) : saved;
    },
  };
}
