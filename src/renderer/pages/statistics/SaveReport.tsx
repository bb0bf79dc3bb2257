import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { longMoment } from '../../ui/moments';
import { officeOf } from '../../ui/office';
import { appPlace } from '../../ui/place';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import type { ViewAsk } from './views';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The report of a month as a workbook (月报): which month, and where it goes. It names nobody, so copies are not counted. */
export function SaveReport(props: { ask: ViewAsk; onSaved: (path: string) => void; onClose: () => void }) {
  const { people, villages, year } = props.ask;
  const desk = useDesk();
  const { desk: state, day, mirror } = useDeskSnapshot();
  const [month, setMonth] = useState(day.slice(0, 7));
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const wrong = !MONTH.test(month) || month > day.slice(0, 7);
  const save = async () => {
    if (wrong || busy) return;
    setBusy(true);
    const { pairs, done } = desk.duplicates.open();
    const saved = await desk.statistics.saveReport({
      year,
      month,
      people,
      villages,
      duplicates: done ? pairs.length : null,
      office: officeOf(state),
      asOf: mirror ? longMoment(mirror.asOf) : '',
    });
    setBusy(false);
    if (!saved.ok) setTrouble(saved.error.text);
    else if (saved.value.path !== null) props.onSaved(saved.value.path);
  };
  return (
    <Modal
      open
      getContainer={appPlace}
      title={`导出 ${year} 年度月报`}
      okText="导出…"
      okButtonProps={{ disabled: wrong, loading: busy }}
      cancelText="返回"
      onCancel={props.onClose}
      onOk={() => void save()}
    >
      <p>
        <label htmlFor="report-month">月份</label>{' '}
        <Input
          id="report-month"
          autoFocus
          className="number list-period"
          maxLength={7}
          value={month}
          status={wrong ? 'error' : ''}
          onChange={(event) => setMonth(event.target.value.trim())}
          onPressEnter={() => void save()}
        />
      </p>
      <p className="mute">
        {wrong
          ? '月份请写成 2026-11 的样子，不能晚于这个月。'
          : '缴费按缴费日期计到月末，其余各栏是今天的情况。报表里没有任何人的姓名和号码。'}
      </p>
      {trouble && <Alert type="error" showIcon title={trouble} />}
    </Modal>
  );
}
