import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useDesk } from '../../ui/useDesk';

/** 诊断包: what a technician needs, as one file, without personal data. */
export function DiagnosticsCard() {
  const desk = useDesk();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ good: boolean; text: string } | null>(null);
  const save = async () => {
    setBusy(true);
    const saved = await desk.saveDiagnostics();
    setBusy(false);
    if (!saved.ok) return setSaid({ good: false, text: saved.error.text });
    setSaid(saved.value.path === null ? null : { good: true, text: `已保存到 ${saved.value.path}` });
  };
  return (
    <section className="card">
      <h2>诊断</h2>
      <p>
        出现问题请技术人员查看时，导出诊断包：只有版本、笔数、状态和技术日志，<b>没有</b>
        姓名、证件号码、电话和业务内容。先看看<Link to="/doctor">电脑体检</Link>。
      </p>
      <div className="buttons">
        <Button loading={busy} onClick={() => void save()}>
          导出诊断包…
        </Button>
        {said && (
          <span className={said.good ? 'tone-ok' : 'tone-no'} role="status">
            {said.text}
          </span>
        )}
      </div>
    </section>
  );
}
