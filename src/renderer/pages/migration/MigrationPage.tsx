import { Alert, Button } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { MIGRATION_LIMITS } from '#shared/migration/limits';
import { Empty } from '../../ui/Empty';
import { fileData } from '../../ui/fileData';
import { useDesk } from '../../ui/useDesk';
import { Compared } from './Compared';
import { FileChoice } from './FileChoice';

/** 户转人: two files are compared, the classes looked through, the matched ones registered. */
export default function MigrationPage() {
  const desk = useDesk();
  const view = useSyncExternalStore(desk.migration.subscribe, desk.migration.snapshot);
  const [households, setHouseholds] = useState<File | null>(null);
  const [police, setPolice] = useState<File | null>(null);
  const [employees, setEmployees] = useState<File | null>(null);
  const [reading, setReading] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const compare = async (): Promise<void> => {
    if (households === null || police === null) return;
    setTrouble(null);
    const large = [households, police, employees].find((file) => (file?.size ?? 0) > MIGRATION_LIMITS.bytes);
    if (large) {
      setTrouble(
        `“${large.name}”超过 ${Math.round(MIGRATION_LIMITS.bytes / 1e6)} MB，请删去图片和多余的工作表，或按村拆成几个文件。`,
      );
      return;
    }
    setReading(true);
    try {
      const opened = await desk.migration.open({
        households: await told(households),
        police: await told(police),
        employees: employees === null ? null : await told(employees),
      });
      if (!opened.ok) setTrouble(opened.error.text);
    } catch {
      setTrouble('文件读不出来。请检查 U 盘是否还插着，或把文件复制到本机再试。');
    }
    setReading(false);
  };
  return (
    <div className="full-page">
      <div className="page-head">
        <h1>户转人（合并新农合）</h1>
        <Link to="/settings">设置</Link>
        {view !== null && <span className="mute cut">{view.files.join('、')}</span>}
        {view !== null && (
          <Button
            disabled={view.phase === 'accepting' || view.phase === 'previewing'}
            onClick={() => desk.migration.close()}
          >
            另选文件…
          </Button>
        )}
      </div>
      {trouble && <Alert className="unit-tabs" type="error" showIcon title={trouble} />}
      {view === null ? (
        <section className="card migration-files" aria-label="选择文件">
          <Empty title="把按户登记的新农合人员，与公安户籍核对后转为按人登记">
            先核对，不登记任何人；核对后逐类查看，再决定登记哪些人。可以是 xlsx、xls 或 csv。
          </Empty>
          <FileChoice label="户登记表（新农合，一人一行）" file={households} onPick={setHouseholds} />
          <FileChoice label="公安户籍数据" file={police} onPick={setPolice} />
          <FileChoice
            label="职工参保名单（可不选，另按本机资料剔除）"
            file={employees}
            onPick={setEmployees}
          />
          <div className="buttons">
            <Button
              type="primary"
              loading={reading}
              disabled={households === null || police === null}
              onClick={() => void compare()}
            >
              开始核对
            </Button>
            {(households === null || police === null) && (
              <span className="mute">先选户登记表和公安户籍数据。</span>
            )}
            {reading && <span role="status">正在读取和核对，七万人约需一两分钟，可以先办别的。</span>}
          </div>
        </section>
      ) : (
        <Compared view={view} />
      )}
    </div>
  );
}

const told = async (file: File) => ({ fileName: file.name.slice(0, 300), data: await fileData(file) });
