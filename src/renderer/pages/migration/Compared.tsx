import { Alert, Button, Progress } from 'antd';
import { useMemo, useState } from 'react';
import { formatFen } from '#shared/domain/money';
import { BOOK_NAMES, type MigrationBook } from '#shared/migration/books';
import { CLASS_CODES, CLASS_LABELS, type MigrationClass, WAY_LABELS, wayOf } from '#shared/migration/classes';
import { gapsOf, goingTo, sumOf } from '#shared/migration/report';
import { readingNotes } from '#shared/migration/reportText';
import type { MigrationView } from '../../desk/migration/api';
import { useDesk } from '../../ui/useDesk';
import { PeopleOfClass } from './PeopleOfClass';
import { RegisterMatched } from './RegisterMatched';

type Shown = MigrationClass | 'register';

/** The reconciliation report (对账报告): every class with its count, its people on a click, and what can be done now. */
export function Compared({ view }: { view: MigrationView }) {
  const desk = useDesk();
  const { report } = view;
  const [shown, setShown] = useState<Shown>('MATCHED');
  const [said, setSaid] = useState<string | null>(null);
  const gaps = useMemo(() => gapsOf(report), [report]);
  const save = async (book: MigrationBook): Promise<void> => {
    const saved = await desk.migration.save(book);
    if (!saved.ok) setSaid(saved.error.text);
    else if (saved.value.path !== null) setSaid(`${BOOK_NAMES[book]}已存为 ${saved.value.path}。`);
  };
  const people = useMemo(
    () => (shown === 'register' ? [] : desk.migration.people(shown)),
    [desk, shown, view.loaded],
  );
  const visits = goingTo(report.classes, 'visit');
  return (
    <>
      <section className="card batch-head" aria-label="对账报告">
        <p className="batch-counts" role="status" aria-label="计数">
          <span>
            读入<b>{report.read}</b>人
          </span>
          <span>
            户数<b>{report.households.count}</b>
          </span>
          <span className="tone-ok">
            {WAY_LABELS.create}
            <b>{goingTo(report.classes, 'create')}</b>
          </span>
          <span className="tone-warn">
            {WAY_LABELS.visit}
            <b>{visits}</b>
          </span>
          <span className="tone-mute">
            {WAY_LABELS.leaveOut}
            <b>{goingTo(report.classes, 'leaveOut')}</b>
          </span>
          <span className={gaps.length === 0 ? 'tone-ok' : 'tone-no'}>
            {gaps.length === 0 ? `合计 ${sumOf(report.classes)}，与读入一致` : gaps.join('')}
          </span>
        </p>
        {view.phase === 'loading' && (
          <Progress size="small" percent={Math.floor((100 * view.loaded) / Math.max(1, report.read))} />
        )}
        {view.trouble && <Alert type="error" showIcon title={view.trouble.text} />}
        <details>
          <summary>依据、个人缴费和读取说明</summary>
          <p>{report.basis}</p>
          <p>
            全户个人缴费合计 {formatFen(report.fees.fen)}
            {report.fees.unknown > 0 && `，另有 ${report.fees.unknown} 人没有个人标准`}。{report.fees.words}
          </p>
          {readingNotes(report).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </details>
        <div className="buttons">
          <Button disabled={visits === 0} onClick={() => void save('visits')}>
            保存{BOOK_NAMES.visits}（{visits} 人）…
          </Button>
          <Button onClick={() => void save('report')}>保存{BOOK_NAMES.report}…</Button>
          {said && <span role="status">{said}</span>}
        </div>
      </section>
      <fieldset className="buttons unit-tabs migration-classes" aria-label="类别">
        {CLASS_CODES.map((code) => (
          <Button
            key={code}
            type={shown === code ? 'primary' : 'default'}
            aria-pressed={shown === code}
            title={WAY_LABELS[wayOf(code)]}
            onClick={() => setShown(code)}
          >
            {CLASS_LABELS[code]} {report.classes[code]}
          </Button>
        ))}
        <Button
          type={shown === 'register' ? 'primary' : 'default'}
          aria-pressed={shown === 'register'}
          onClick={() => setShown('register')}
        >
          登记…
        </Button>
      </fieldset>
      {shown === 'register' ? (
        <RegisterMatched view={view} />
      ) : (
        <PeopleOfClass code={shown} people={people} loading={view.phase === 'loading'} />
      )}
    </>
  );
}
