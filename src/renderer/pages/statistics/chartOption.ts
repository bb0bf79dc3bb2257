import type { EChartsCoreOption } from 'echarts/core';
import { MEASURE_WORDS, type Measure } from '#shared/statistics/counted';
import { figuresOf, type StatisticsRow } from '#shared/statistics/row';
import { COLORS, FONT } from '../../ui/theme';

/** What those to be asked are made of, in the order of the bars: they add up to 应参保. */
export const DRAWN = ['paid', 'unpaid', 'missing', 'undecided'] as const satisfies readonly Measure[];
const FILL: Readonly<Record<(typeof DRAWN)[number], string>> = {
  paid: '#2f7d57',
  unpaid: '#e0a030',
  missing: '#c0584f',
  undecided: '#8b97a8',
};
const TEXT = { fontFamily: FONT, fontSize: 14, color: COLORS.ink } as const;

export const ROW_PX = 26;
/** Room for the legend above and the axis below the bars. */
export const CHART_FRAME_PX = 82;

/** One bar a row: of those to be asked, how many per cent stand where; with a line at the target where it is a share. */
export function chartOption(rows: readonly StatisticsRow[], goalShare: number | null): EChartsCoreOption {
  const counts = rows.map((row) => figuresOf(row).count);
  const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100);
  return {
    animation: false,
    textStyle: TEXT,
    legend: { top: 0, itemWidth: 14, itemHeight: 12, selectedMode: false, textStyle: TEXT },
    grid: { left: 8, right: 34, top: 50, bottom: 4, containLabel: true },
    xAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 50,
      axisLabel: { ...TEXT, formatter: '{value}%' },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ label }) => label),
      axisLabel: { ...TEXT, interval: 0, width: 112, overflow: 'truncate' },
      axisTick: { show: false },
    },
    series: DRAWN.map((measure, at) => ({
      type: 'bar',
      stack: 'asked',
      name: MEASURE_WORDS[measure],
      itemStyle: { color: FILL[measure] },
      barWidth: 14,
      data: counts.map(({ asked, [measure]: n }) => percent(n, asked)),
      ...(at === 0 && goalShare !== null
        ? {
            markLine: {
              symbol: 'none',
              silent: true,
              lineStyle: { color: COLORS.ink, type: 'dashed', width: 1.5 },
              label: {
                ...TEXT,
                position: 'start',
                formatter: `目标 ${Math.round(goalShare * 10_000) / 100}%`,
              },
              data: [{ xAxis: goalShare * 100 }],
            },
          }
        : {}),
    })),
  };
}
