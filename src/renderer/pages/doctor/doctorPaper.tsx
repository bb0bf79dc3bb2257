import type { DoctorLevel, DoctorLine } from '#shared/doctor/checkup';
import type { DoctorFacts } from '#shared/doctor/facts';
import { longMoment } from '../../ui/moments';
import type { PaperSheet } from '../../ui/print/sheet';
import { tableBlocks } from '../../ui/print/tableBlocks';

export const TITLE = '电脑体检';
/** A mark beside the word, so that neither colour nor a grey printer hides it. */
export const LEVEL_WORDS: Readonly<Record<DoctorLevel, string>> = {
  good: '✓ 正常',
  look: '△ 留意',
  act: '✗ 要办',
};
export const WORST_WORDS: Readonly<Record<DoctorLevel, string>> = {
  good: '都正常。',
  look: '能正常办理；有几项要留意。',
  act: '有要马上办的，见下面标“✗”的行。',
};
/** All lines stay on one page. */
const LINES = 30;

/** The checkup as one A4 page for the county's technicians; nothing on it names anybody. */
export function doctorPaper(facts: DoctorFacts, lines: readonly DoctorLine[], deskName: string): PaperSheet {
  const at = longMoment(facts.at);
  return {
    title: TITLE,
    mark: deskName,
    foot: `${at} · 参保台 ${facts.program.version} · ${facts.system}`,
    names: [],
    blocks: [
      { key: 'title', node: <h1>{TITLE}</h1>, keepWithNext: true },
      ...tableBlocks(
        `${deskName} ${at}`,
        ['项目', '结果', '查到的', '现在要做的'],
        lines.map(({ name, level, found, todo }) => [name, LEVEL_WORDS[level], found, todo ?? '—']),
        '',
        { also: 'doctor-sheet', most: LINES },
      ),
    ],
  };
}
