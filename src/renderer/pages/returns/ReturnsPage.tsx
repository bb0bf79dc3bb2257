import { Alert, Button } from 'antd';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { useReading } from '../../ui/batch/useReading';
import { WorkbookInput } from '../../ui/batch/WorkbookInput';
import { Empty } from '../../ui/Empty';
import { useDesk } from '../../ui/useDesk';
import { OpenedReturn } from './OpenedReturn';

/** 回收花名册: a roster filled in at the door, from choosing the file to the last row. */
export default function ReturnsPage() {
  const desk = useDesk();
  const view = useSyncExternalStore(desk.rosterReturn.subscribe, desk.rosterReturn.snapshot);
  const box = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const { reading, trouble, read } = useReading((ask) => {
    // What stood there is of another file.
    desk.rosterReturn.close();
    return desk.rosterReturn.open(ask);
  });
  useEffect(() => choose.current?.focus(), []);
  return (
    <div className="full-page">
      <div className="page-head">
        <h1>回收花名册</h1>
        <Link to="/campaign">入户专项</Link>
        <WorkbookInput label="填好交回的花名册" box={box} onFile={(file) => void read(file)} />
        <Button
          ref={choose}
          type={view === null ? 'primary' : 'default'}
          loading={reading}
          disabled={view?.phase === 'accepting'}
          onClick={() => box.current?.click()}
        >
          {view === null ? '选择文件…' : '读入另一份…'}
        </Button>
        {view && <span className="mute cut">{view.fileName}</span>}
      </div>
      {trouble && <Alert className="unit-tabs" type="error" showIcon title={trouble} />}
      {view === null ? (
        <div className="card">
          <Empty title="读入填好交回的入户花名册">
            可以是 WPS、Excel 或 LibreOffice 存的 xlsx、xls 或
            csv。先逐行对照下放的名单，确认后才办理；少了的行不会停谁的保，多出的人不会自动登记，同一份读两遍不会重复办。
          </Empty>
        </div>
      ) : (
        <OpenedReturn view={view} />
      )}
    </div>
  );
}
