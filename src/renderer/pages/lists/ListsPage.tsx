import { Alert, Button, Input, Select } from 'antd';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { LIST_SOURCE_CODES, type ListSourceCode, listSource } from '#shared/lists/sources';
import { useReading } from '../../ui/batch/useReading';
import { WorkbookInput } from '../../ui/batch/WorkbookInput';
import { appPlace } from '../../ui/place';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { OpenedList } from './OpenedList';
import { PastImports } from './PastImports';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** 导入名单: lists that other offices send, from choosing the file to the last row, and what was done with those before. */
export default function ListsPage() {
  const desk = useDesk();
  const { day } = useDeskSnapshot();
  const view = useSyncExternalStore(desk.lists.subscribe, desk.lists.snapshot);
  const [source, setSource] = useState<ListSourceCode>(view?.source ?? 'ASSISTED_FULL');
  const [period, setPeriod] = useState(view?.period ?? day.slice(0, 7));
  const box = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const { reading, trouble, read } = useReading((ask) => {
    // What stood there is of another file.
    desk.lists.close();
    return desk.lists.open({ ...ask, source, period });
  });
  useEffect(() => choose.current?.focus(), []);
  const wrongMonth = !MONTH.test(period) || period > day.slice(0, 7);
  return (
    <div className="full-page">
      <div className="page-head">
        <h1>导入名单</h1>
        <Link to="/campaign">入户专项</Link>
        <Select<ListSourceCode>
          aria-label="名单种类"
          className="list-source"
          getPopupContainer={appPlace}
          value={source}
          disabled={view?.phase === 'accepting'}
          options={LIST_SOURCE_CODES.map((code) => ({ value: code, label: listSource(code).title }))}
          onChange={setSource}
        />
        <label htmlFor="list-period">名单月份</label>
        <Input
          id="list-period"
          className="list-period number"
          value={period}
          maxLength={7}
          status={wrongMonth ? 'error' : ''}
          placeholder="2026-11"
          disabled={view?.phase === 'accepting'}
          onChange={(event) => setPeriod(event.target.value.trim())}
        />
        <WorkbookInput label="名单文件" box={box} onFile={(file) => void read(file)} />
        <Button
          ref={choose}
          type={view === null ? 'primary' : 'default'}
          loading={reading}
          disabled={view?.phase === 'accepting' || wrongMonth}
          onClick={() => box.current?.click()}
        >
          {view === null ? '选择文件…' : '读入另一份…'}
        </Button>
        {view && (
          <Button disabled={view.phase === 'accepting'} onClick={() => desk.lists.close()}>
            放下这份
          </Button>
        )}
      </div>
      {wrongMonth && (
        <Alert
          className="unit-tabs"
          type="warning"
          showIcon
          title="名单月份请写成 2026-11 的样子，不能晚于这个月。"
        />
      )}
      {trouble && <Alert className="unit-tabs" type="error" showIcon title={trouble} />}
      {view === null ? (
        <>
          <p className="how">
            {listSource(source).title}：{listSource(source).does}
          </p>
          <PastImports />
        </>
      ) : (
        <OpenedList view={view} />
      )}
    </div>
  );
}
