import { Alert, Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { RosterOutcome } from '#shared/campaign/doorReport';
import type { BatchView, ListedPerson } from '../../desk/campaign/api';
import { useDesk } from '../../ui/useDesk';
import { ListedTable } from './ListedTable';
import { OUTCOME_KEYS, outcomeOfKey } from './outcomeKeys';
import { detailsOf, NO_DETAILS, type TypedDetails, TypedDetailsFields } from './TypedDetails';

const CODE_LENGTH = 6;

interface Recorded {
  readonly at: number;
  readonly name: string;
  readonly outcome: RosterOutcome;
}

/** Results from paper: the six characters of the row, then one key; Ctrl Z takes the last back. */
export function TypeReturns({ view, day, onBack }: { view: BatchView; day: string; onBack: () => void }) {
  const { batch, place } = view;
  const desk = useDesk();
  const groups = desk.villages().find(({ id }) => id === batch.filter.villageCode)?.groups;
  const groupName = (group: number) => groups?.[group - 1] ?? String(group);
  const code = useRef<HTMLInputElement>(null);
  const pad = useRef<HTMLFieldSetElement>(null);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<ListedPerson | null>(null);
  const [details, setDetails] = useState<TypedDetails>({ ...NO_DETAILS, on: day });
  const [recent, setRecent] = useState<readonly Recorded[]>([]);
  const [said, setSaid] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);

  const look = (text: string) => {
    const one = desk.campaign.byCode(batch.id, text);
    setFound(one.ok ? one.value : null);
    setTrouble(one.ok ? null : one.error);
    if (!one.ok) return code.current?.select();
    setSaid('');
    pad.current?.focus();
  };
  const next = () => {
    setTyped('');
    setFound(null);
    setDetails(({ on }) => ({ ...NO_DETAILS, on }));
    code.current?.focus();
  };
  const record = async (outcome: RosterOutcome) => {
    if (!found) return;
    const read = detailsOf(details);
    if (!read.ok) return setTrouble(read.error);
    const name = found.person?.name ?? found.code;
    next();
    const done = await desk.campaign.record(batch.id, found.at, { outcome, ...read.value, way: 'typed' });
    setTrouble(done.ok ? null : `${name}：${done.error.text}`);
    if (!done.ok) return;
    setSaid(`已录：${name} ${outcome}`);
    setRecent((before) => [{ at: found.at, name, outcome }, ...before]);
  };
  const carryOut = async () => {
    const opened = await desk.rosterReturn.openTyped(batch.id);
    if (opened.ok) return navigate('/returns');
    setTrouble(opened.error.text);
  };
  const undo = async () => {
    const [last] = recent;
    if (!last) return;
    const done = await desk.campaign.takeBack(batch.id, last.at);
    if (!done.ok) return setTrouble(`${last.name}：${done.error.text}`);
    setRecent((before) => before.slice(1));
    setTrouble(null);
    setSaid(`已撤销：${last.name} ${last.outcome}`);
    code.current?.focus();
  };

  return (
    <section
      className="campaign-returns"
      aria-label={`录入第 ${batch.no} 批的结果`}
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
        // In a field that holds something the keys have their own meaning.
        if (event.target instanceof HTMLInputElement && event.target.value !== '') return;
        event.preventDefault();
        void undo();
      }}
    >
      <div className="card campaign-typing">
        <div className="page-head">
          <h2>
            第 {batch.no} 批　{place}　{batch.receiver}
          </h2>
          <span className="tag number">
            已带回 {view.back} / {batch.people.length}
          </span>
          <Button className="push" type="primary" onClick={() => void carryOut()}>
            核对并办理…
          </Button>
          <Button onClick={onBack}>返回名单</Button>
        </div>
        <div className="typing-line">
          <label htmlFor="row-code">行号</label>
          <Input
            id="row-code"
            ref={(input) => {
              code.current = input?.input ?? null;
            }}
            autoFocus
            autoComplete="off"
            className="row-code number"
            placeholder="6 位"
            maxLength={12}
            value={typed}
            onChange={(event) => {
              const text = event.target.value;
              setTyped(text);
              if (found) setFound(null);
              if (text.replace(/[\s-]/g, '').length === CODE_LENGTH) look(text);
            }}
            onPressEnter={() => typed.trim() !== '' && look(typed)}
          />
          <span className="mute">
            打行号，再按一个键。<kbd>Ctrl Z</kbd> 撤销上一条
          </span>
          <Button disabled={recent.length === 0} onClick={() => void undo()}>
            撤销上一条
          </Button>
        </div>
        {trouble && <Alert type="error" showIcon title={trouble} />}
        <p role="status" className="tone-ok">
          {said}
        </p>
        {found && (
          <>
            <Who found={found} />
            <TypedDetailsFields value={details} onChange={setDetails} />
          </>
        )}
        <fieldset
          ref={pad}
          className="outcome-pad"
          aria-label="结果"
          tabIndex={found ? 0 : -1}
          onKeyDown={(event) => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            if (event.key === 'Escape') return next();
            const outcome = outcomeOfKey(event.key);
            if (!outcome || event.repeat) return;
            event.preventDefault();
            void record(outcome);
          }}
        >
          {OUTCOME_KEYS.map(({ key, outcome }) => (
            <Button key={key} disabled={!found} onClick={() => void record(outcome)}>
              <kbd>{key}</kbd> {outcome}
            </Button>
          ))}
        </fieldset>
      </div>
      <ListedTable batchId={batch.id} groupName={groupName} />
    </section>
  );
}

function Who({ found }: { found: ListedPerson }) {
  const { person, word, changed } = found;
  return (
    <p className="typed-who">
      <b>{person?.name ?? '本机已没有这个人'}</b>
      {person && (
        <span className="number">
          　{person.birthDate}　户号 {person.householdId}
        </span>
      )}
      {word && (
        <span className="tag warn">
          已录过：{word.outcome}
          {word.on ? `（${word.on}）` : ''}，再录以后一次为准
        </span>
      )}
      {changed && <span className="tag warn">名单制出后资料有变</span>}
    </p>
  );
}
