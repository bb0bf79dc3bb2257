import { Facts, Signatures } from '../papers/parts';
import { type PaperSheet, textBlocks } from '../print/sheet';
import { Written } from '../print/Written';
import { SHEET_TITLE, type Sheet } from './noticeText';

/** The one-time notice as sheets; a long one goes on over the page line by line. */
export function noticePaper(sheet: Sheet): PaperSheet {
  const nameOf = sheet.head.find(({ label }) => label === '姓名')?.value ?? '';
  return {
    title: SHEET_TITLE,
    mark: sheet.head.find(({ label }) => label === '办理日期')?.value ?? '',
    foot: sheet.foot,
    names: [{ text: nameOf, of: `${nameOf}的姓名` }],
    blocks: [
      { key: 'title', node: <h1>{SHEET_TITLE}</h1>, keepWithNext: true },
      { key: 'head', node: <Facts of={sheet.head} /> },
      ...sheet.sections.flatMap(({ title, lines }, index) =>
        textBlocks(
          title,
          <h2>
            {index + 1}. {title}
          </h2>,
          lines.map((line) => (
            <p className={lines.length > 1 ? 'sheet-item' : ''} key={line}>
              <Written>{line}</Written>
            </p>
          )),
        ),
      ),
      { key: 'sign', node: <Signatures of={[{ label: '被告知人（签名）' }, { label: '日期' }]} /> },
    ],
  };
}
