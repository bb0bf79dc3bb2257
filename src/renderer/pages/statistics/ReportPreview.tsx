import { useMemo } from 'react';
import type { Goal } from '#shared/statistics/goal';
import { longMoment } from '../../ui/moments';
import { officeOf } from '../../ui/office';
import { PrintPreview } from '../../ui/print/PrintPreview';
import { useDeskSnapshot } from '../../ui/useDesk';
import { REPORT_TITLE, reportPaper } from './reportPaper';
import type { ViewAsk } from './views';

/** The report as the sheets that are printed. It names nobody, so copies are not counted. */
export function ReportPreview(props: { ask: ViewAsk; goal: Goal | null; onClose: () => void }) {
  const { ask, goal } = props;
  const { desk, day, mirror } = useDeskSnapshot();
  const asOf = mirror ? longMoment(mirror.asOf) : '';
  const sheet = useMemo(
    () => reportPaper(ask, { office: officeOf(desk), clerk: desk?.clerk.name ?? '', day, asOf, goal }),
    [ask, goal, desk, day, asOf],
  );
  return (
    <PrintPreview sheet={sheet} fileName={`${ask.year}年度${REPORT_TITLE}-${day}`} onClose={props.onClose} />
  );
}
