import { useMemo, useState } from 'react';
import type { CardRead } from '#shared/readers/card';
import { type Laid, NOT_A_NUMBER, scannedNumber } from '#shared/readers/scanned';
import { MatterButtons } from '../../ui/MatterButtons';
import { PersonSearch } from '../../ui/PersonSearch';
import { CardFacts } from '../../ui/reader/CardFacts';
import { holderOf } from '../../ui/reader/holderOf';
import { ReaderBar } from '../../ui/reader/ReaderBar';
import { StartNew } from '../../ui/reader/StartNew';
import { useReader } from '../../ui/reader/useReader';
import { useWedge } from '../../ui/reader/useWedge';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** What stands in the search box by a card or a scan, and what is known of it. */
interface Put {
  readonly text: string;
  readonly open: boolean;
  readonly card: CardRead | null;
  /** Where nobody here has the number. */
  readonly unknown: Laid | null;
  readonly note: string | null;
}

/** 先找人: typed, read from a card, or scanned. `onScanned` is told of every scan, so that what its keys touched is put right. */
export function FindPerson({ onScanned }: { onScanned: () => void }) {
  const desk = useDesk();
  const { revision, day } = useDeskSnapshot();
  const [personId, setPersonId] = useState<string | null>(null);
  const [put, setPut] = useState<Put | null>(null);
  const view = useMemo(() => (personId ? desk.person(personId) : null), [desk, personId, revision]);

  /** Whoever has the number is chosen; where nobody or more than one has it, the list shows what there is. */
  const take = (text: string, laid: Laid | null, card: CardRead | null) => {
    const holder = laid === null ? null : holderOf(desk, laid.number);
    const found = desk.search(text.slice(0, 100), 1).length > 0;
    setPersonId(holder?.id ?? null);
    setPut({
      text: laid?.number ?? text,
      open: holder === null && found,
      card,
      unknown: holder === null && !found ? laid : null,
      note: laid === null && !found ? NOT_A_NUMBER : null,
    });
  };
  const reader = useReader((card) => take(card.number, card, card));
  useWedge((text) => {
    onScanned();
    take(text, scannedNumber(text), null);
  });

  return (
    <section className="card">
      <h2>1　先找人</h2>
      <div style={{ maxWidth: 620 }}>
        <PersonSearch
          size="large"
          autoFocus
          label="要办理的人"
          placeholder="身份证号 / 姓名 / 拼音首字母 / 手机 / 户号"
          put={put}
          onPick={(hit) => {
            setPersonId(hit.id);
            setPut(null);
          }}
        />
      </div>
      <ReaderBar reader={reader} />
      {put?.card && <CardFacts card={put.card} record={view?.person ?? null} day={day} />}
      {put?.note && (
        <p role="status" className="tone-warn">
          ⚠ {put.note}
        </p>
      )}
      {put?.unknown && !view && <StartNew key={put.text} card={put.unknown} />}
      {view && (
        <div className="chosen">
          <p>
            <b className="name">{view.person.name}</b>
            {'　'}
            <span className="number">{view.person.birthDate}</span>　{view.village?.name}{' '}
            {view.village?.groups[view.person.group - 1]}　户号 {view.person.householdId}
          </p>
          <MatterButtons key={view.person.id} person={view.person} />
        </div>
      )}
    </section>
  );
}
