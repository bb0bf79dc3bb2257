import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Measure } from '#shared/statistics/counted';
import type { StatisticsRow } from '#shared/statistics/row';
import { CHART_FRAME_PX, chartOption, DRAWN, ROW_PX } from './chartOption';

// No tooltip: it would write markup, and the figures stand in the table.
use([BarChart, GridComponent, LegendComponent, MarkLineComponent, CanvasRenderer]);

/** The rows as bars. Everything it shows stands in the table beside it, which is what is read aloud and reached by keyboard. */
export function RateChart(props: {
  rows: readonly StatisticsRow[];
  goalShare: number | null;
  label: string;
  onPick: (row: StatisticsRow, measure: Measure) => void;
}) {
  const { rows, goalShare } = props;
  const box = useRef<HTMLDivElement>(null);
  const onPick = useRef(props.onPick);
  onPick.current = props.onPick;
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'canvas' });
    chart.setOption(chartOption(rows, goalShare));
    chart.on('click', ({ dataIndex, seriesIndex }) => {
      const row = rows[dataIndex];
      const measure = DRAWN[seriesIndex ?? -1];
      if (row && measure) onPick.current(row, measure);
    });
    const sizes = new ResizeObserver(() => chart.resize());
    sizes.observe(box.current);
    return () => {
      sizes.disconnect();
      chart.dispose();
    };
  }, [rows, goalShare]);
  return (
    <div
      className="statistics-chart"
      role="img"
      aria-label={props.label}
      ref={box}
      style={{ height: rows.length * ROW_PX + CHART_FRAME_PX }}
    />
  );
}
