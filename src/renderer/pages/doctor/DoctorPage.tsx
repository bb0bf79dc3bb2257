import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { checkup, type DoctorLine, worst } from '#shared/doctor/checkup';
import type { DoctorFacts } from '#shared/doctor/facts';
import { longMoment } from '../../ui/moments';
import { PrintPreview } from '../../ui/print/PrintPreview';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { useHotkey } from '../../ui/useHotkey';
import { doctorPaper, LEVEL_WORDS, TITLE, WORST_WORDS } from './doctorPaper';

const TONES = { good: 'tone-ok', look: 'tone-warn', act: 'tone-no' } as const;

/** 电脑体检: what is well with this machine and what is not, with what to do now. */
export default function DoctorPage() {
  const desk = useDesk();
  const { desk: state } = useDeskSnapshot();
  const [facts, setFacts] = useState<DoctorFacts | null>(null);
  const [lines, setLines] = useState<readonly DoctorLine[]>([]);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const [printing, setPrinting] = useState(false);
  const look = useCallback(async () => {
    setBusy(true);
    const found = await desk.station.checkup();
    setBusy(false);
    setTrouble(found.ok ? '' : found.error.text);
    if (!found.ok) return;
    setFacts(found.value.facts);
    setLines(checkup(found.value.facts, found.value.window));
  }, [desk]);
  useEffect(() => void look(), [look]);
  const print = () => {
    if (facts !== null) setPrinting(true);
  };
  useHotkey({ key: 'p', ctrl: true }, print);
  useHotkey({ key: 'f5' }, () => void look());
  return (
    <>
      <div className="page-head">
        <h1>{TITLE}</h1>
        {facts && (
          <span className={TONES[worst(lines)]} role="status">
            {WORST_WORDS[worst(lines)]}
          </span>
        )}
        <span className="grow" />
        <Button loading={busy} aria-keyshortcuts="F5" onClick={() => void look()}>
          再查一遍 <kbd>F5</kbd>
        </Button>
        <Button type="primary" disabled={facts === null} aria-keyshortcuts="Control+P" onClick={print}>
          打印给县里看 <kbd>Ctrl P</kbd>
        </Button>
      </div>
      <section className="card" aria-label={TITLE}>
        {trouble && (
          <p className="tone-no" role="alert">
            {trouble}
          </p>
        )}
        {facts === null && !trouble && <p className="mute">正在检查…</p>}
        {facts && (
          <>
            <p className="mute">
              {longMoment(facts.at)} 检查；查的时候什么都不改。打印出来的纸上没有任何人的姓名、号码。
            </p>
            <table className="plain-table doctor-table">
              <thead>
                <tr>
                  <th scope="col">项目</th>
                  <th scope="col">结果</th>
                  <th scope="col">查到的</th>
                  <th scope="col">现在要做的</th>
                </tr>
              </thead>
              <tbody>
                {lines.map(({ id, name, level, found, todo }) => (
                  <tr key={id}>
                    <th scope="row" className="nowrap">
                      {name}
                    </th>
                    <td className={`nowrap ${TONES[level]}`}>{LEVEL_WORDS[level]}</td>
                    <td>{found}</td>
                    <td>{todo ?? '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </section>
      {printing && facts && (
        <PrintPreview
          sheet={doctorPaper(facts, lines, state?.deviceName ?? '')}
          fileName={`${TITLE}-${facts.at.slice(0, 10)}`}
          onClose={() => setPrinting(false)}
        />
      )}
    </>
  );
}
