import { EXCLUSION_KINDS, EXCLUSION_WORDS } from '#shared/campaign/target';
import { fenToYuan } from '#shared/domain/money';
import { COLUMNS, MEASURE_WORDS } from '#shared/statistics/counted';
import type { Goal } from '#shared/statistics/goal';
import { figuresOf, type StatisticsRow } from '#shared/statistics/row';
import { Facts, Signatures } from '../../ui/papers/parts';
import type { PaperSheet } from '../../ui/print/sheet';
import { tableBlocks } from '../../ui/print/tableBlocks';
import { goalWords } from './GoalLine';
import { ROW_WORDS, type StatisticsView, tableFor, VIEW_WORDS, type ViewAsk } from './views';

export const REPORT_TITLE = '城乡居民医保参保统计表';
/** Lines of 7 mm that stay together: those of a township of some twenty villages, with the whole. */
const LINES = 26;
/** Groups are a village's own matter, and would fill a page for each. */
const PRINTED: readonly StatisticsView[] = ['village', 'category', 'identity', 'clerk'];

/** The report of an insured year as sheets: what the rate is made of, then the tables. */
export function reportPaper(
  ask: ViewAsk,
  of: { office: string; clerk: string; day: string; asOf: string; goal: Goal | null },
): PaperSheet {
  const { rate, count } = figuresOf({ members: ask.people });
  const excluded = EXCLUSION_KINDS.filter((kind) => rate.parts.excluded[kind] > 0)
    .map((kind) => `${EXCLUSION_WORDS[kind]} ${rate.parts.excluded[kind]}`)
    .join('、');
  const title = `${ask.year} 年度${REPORT_TITLE}`;
  return {
    title,
    mark: `制表日期 ${of.day}`,
    foot: `资料截至 ${of.asOf}`,
    names: ask.villages.map(({ name }) => ({ text: name, of: '村（居）名称' })),
    blocks: [
      { key: 'title', node: <h1>{title}</h1>, keepWithNext: true },
      {
        key: 'head',
        node: (
          <Facts
            of={[
              { label: '参保率', value: `${rate.words}（${rate.numerator} ÷ ${rate.denominator}）` },
              { label: '在册', value: `${count.registered} 人` },
              { label: '减去', value: excluded || '无' },
              { label: '应参保', value: `${count.asked} 人，其中待核 ${count.undecided} 人` },
              { label: '目标', value: goalWords(of.goal, count) },
            ]}
          />
        ),
      },
      ...PRINTED.flatMap((view) => {
        const { rows, whole } = tableFor(view, ask);
        return tableBlocks(
          VIEW_WORDS[view],
          [ROW_WORDS[view], '参保率', ...COLUMNS.map((one) => MEASURE_WORDS[one]), '个人缴费（元）'],
          [...rows, whole].map(lineOf),
          '',
          { also: 'figures-sheet', most: LINES },
        );
      }),
      {
        key: 'sign',
        node: (
          <Signatures
            of={[
              { label: '填报单位（盖章）', text: of.office },
              { label: '经办人', text: of.clerk },
            ]}
          />
        ),
      },
    ],
  };
}

function lineOf(row: StatisticsRow): string[] {
  const { rate, count, personFen } = figuresOf(row);
  return [row.label, rate.words, ...COLUMNS.map((one) => String(count[one])), fenToYuan(personFen)];
}
