import { Alert, Button, Input, InputNumber, Modal, Progress, Radio } from 'antd';
import { useState } from 'react';
import { isCivilDate } from '#shared/domain/civilDate';
import { countsOf, type PrivacyTier, type RosterBook } from '#shared/rosterBook';
import { watermark } from '#shared/rosterPaper/rosterLines';
import type { BatchView } from '../../desk/campaign/api';
import type { GoesOut } from '../../desk/campaign/handoutDesk';
import { appPlace } from '../../ui/place';
import { RevealDialog } from '../../ui/reveal/RevealDialog';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { BookPreview } from './BookPreview';

type Way = 'workbook' | 'households' | 'paper';

/**
 * What goes out of a batch: a workbook, one a household, or paper; for the notice board with masked numbers, or for the office with whole ones,
 * which asks why (HH20). Each is noted as out before it is (领用登记).
 */
export function SaveBook(props: { view: BatchView; onTold: (text: string) => void; onClose: () => void }) {
  const { batch, place } = props.view;
  const desk = useDesk();
  const { day } = useDeskSnapshot();
  const [tier, setTier] = useState<PrivacyTier>('posting');
  const [copies, setCopies] = useState(1);
  const [due, setDue] = useState<string>(desk.handouts.usualDue);
  /** The way that waits for the reason. */
  const [asking, setAsking] = useState<Way | null>(null);
  const [shown, setShown] = useState<{ book: RosterBook; goesOut: Omit<GoesOut, 'form'> } | null>(null);
  const [busy, setBusy] = useState<Way | null>(null);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  const bookNow = (): RosterBook => {
    const { year, villageCode } = batch.filter;
    const personIds = batch.people.map(({ personId }) => personId);
    const list = { batchId: batch.id, batchNo: batch.no, year, villageCode, personIds };
    return desk.rosterReturn.book(list, { tier, receiver: batch.receiver });
  };
  const outOf = (book: RosterBook, reason: string | null): Omit<GoesOut, 'form'> => ({
    batchNo: batch.no,
    villageCode: batch.filter.villageCode,
    place,
    tier,
    copies,
    people: book.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0),
    receiver: batch.receiver,
    reason,
    watermark: watermark(book),
    due,
  });
  const workbook = async (book: RosterBook, out: Omit<GoesOut, 'form'>) => {
    const saved = await desk.handouts.goesOut(
      { ...out, copies: 1, form: 'workbook' },
      () => desk.rosterReturn.saveBook(book),
      ({ path }) => path !== null,
    );
    if (!saved.ok) return saved;
    const { path } = saved.value;
    return { ok: true as const, value: path && `第 ${batch.no} 批的花名册已保存到 ${path}。` };
  };
  const households = async (book: RosterBook, out: Omit<GoesOut, 'form'>) => {
    const count = book.sheets.reduce((sum, sheet) => sum + countsOf(sheet).households, 0);
    const saved = await desk.handouts.goesOut(
      { ...out, copies: count, form: 'households' },
      () => desk.rosterReturn.saveHouseholds(book, (done, total) => setProgress({ done, total })),
      ({ path }) => path !== null,
    );
    setProgress(null);
    if (!saved.ok) return saved;
    const { path, files } = saved.value;
    return {
      ok: true as const,
      value: path && `第 ${batch.no} 批每户一份，共 ${files} 户，已保存到 ${path}。`,
    };
  };
  const make = async (way: Way, reason: string | null) => {
    setAsking(null);
    setTrouble(null);
    const book = bookNow();
    const out = outOf(book, reason);
    if (way === 'paper') return setShown({ book, goesOut: out });
    setBusy(way);
    const done = await (way === 'workbook' ? workbook(book, out) : households(book, out));
    setBusy(null);
    if (!done.ok) return setTrouble(done.error.text);
    props.onTold(
      done.value ? `${done.value}填好交回后，从“读入填好的花名册”读入。` : '没有保存：您关闭了保存窗口。',
    );
    props.onClose();
  };
  const begin = (way: Way) => {
    if (!isCivilDate(due) || due < day) return setTrouble('应交回日期请写成 2026-11-22 的样子，不早于今天。');
    if (tier === 'office') setAsking(way);
    else void make(way, null);
  };

  if (shown) return <BookPreview {...shown} onClose={props.onClose} />;
  if (asking)
    return (
      <RevealDialog
        of={{ kind: 'village', id: batch.filter.villageCode }}
        who={`${place}花名册`}
        fields={['certNo', 'phone']}
        onRevealed={(reason) => void make(asking, reason)}
        onClose={() => setAsking(null)}
      />
    );
  return (
    <Modal
      open
      getContainer={appPlace}
      title={`第 ${batch.no} 批的花名册`}
      footer={null}
      closable={busy === null}
      onCancel={() => busy === null && props.onClose()}
    >
      <p>
        {place}，{batch.people.length} 人，交给{batch.receiver}。一个社一张表，每人一个行码；填好后可以用
        Excel 或 WPS 存盘交回，也可以按行码录入。
      </p>
      <div className="dispatch-form">
        <span id="tier">用途</span>
        <Radio.Group
          aria-labelledby="tier"
          value={tier}
          onChange={(event) => setTier(event.target.value as PrivacyTier)}
          options={[
            { value: 'posting', label: '张贴用（号码打码）' },
            { value: 'office', label: '内部用（完整号码，要写原因）' },
          ]}
        />
        <label htmlFor="due">应交回</label>
        <Input id="due" value={due} maxLength={10} onChange={(event) => setDue(event.target.value)} />
        <label htmlFor="copies">打印份数</label>
        <InputNumber
          id="copies"
          min={1}
          max={99}
          precision={0}
          value={copies}
          onChange={(value) => setCopies(value ?? 1)}
        />
      </div>
      <div className="buttons">
        <Button
          type="primary"
          autoFocus
          loading={busy === 'workbook'}
          disabled={busy !== null}
          onClick={() => begin('workbook')}
        >
          导出工作簿
        </Button>
        <Button loading={busy === 'households'} disabled={busy !== null} onClick={() => begin('households')}>
          每户一份
        </Button>
        <Button disabled={busy !== null} onClick={() => begin('paper')}>
          打印或存为 PDF
        </Button>
      </div>
      {progress && progress.total > 0 && (
        <div role="status" aria-label="每户一份的进度">
          <Progress percent={Math.round((progress.done / progress.total) * 100)} showInfo={false} />
          已写好 {progress.done} 户，共 {progress.total} 户。
        </div>
      )}
      {trouble && <Alert type="error" title={trouble} showIcon />}
    </Modal>
  );
}
