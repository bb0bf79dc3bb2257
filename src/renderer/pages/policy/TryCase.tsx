import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { Result } from '#shared/result';
import { Empty } from '../../ui/Empty';
import { AnswerView } from './AnswerView';
import { fullWidth } from './bookIndex';
import { EXAMPLES } from './examples';
import { type CaseFault, matterWords, type Tried, tryCase } from './tryCase';

const written = (value: unknown): string => JSON.stringify(value, null, 2);

/** 试算: a case as JSON and its answer by the book. Nothing is kept and nothing is sent. */
export function TryCase() {
  const [text, setText] = useState(() => written(EXAMPLES[0]));
  const [tried, setTried] = useState<Result<Tried, CaseFault[]> | null>(null);
  const change = (next: string) => {
    setText(next);
    setTried(null);
  };
  return (
    <div className="policy-try">
      <section className="card policy-writing" aria-label="案例">
        <h2>案例</h2>
        <p className="mute">
          只在本机按规则库计算，不保存、不上传，也不影响任何人的参保。请勿填写真实的姓名和证件号码。
        </p>
        <div className="buttons">
          <Select
            aria-label="载入例子"
            style={{ width: 300 }}
            placeholder="载入一个例子"
            value={null}
            options={EXAMPLES.map((one) => ({ value: one.id, label: one.id.replace('例：', '') }))}
            onChange={(id: string | null) => change(written(EXAMPLES.find((one) => one.id === id)))}
          />
          <Button type="primary" onClick={() => setTried(tryCase(text))} aria-keyshortcuts="Control+Enter">
            试算 <kbd>Ctrl Enter</kbd>
          </Button>
        </div>
        <Input.TextArea
          className="policy-case"
          aria-label="案例（JSON）"
          spellCheck={false}
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) setTried(tryCase(text));
          }}
        />
      </section>
      <section className="card" aria-label="试算结果">
        <div aria-live="polite">
          {!tried && (
            <Empty title="还没有试算">改好左边的案例，按“试算”，这里给出结论、依据、金额和日期。</Empty>
          )}
          {tried && !tried.ok && <Faults faults={tried.error} />}
        </div>
        {tried?.ok && (
          <>
            <h2>{matterWords(tried.value.subject.matter)}</h2>
            <p className="mute">
              {tried.value.subject.matter}，{tried.value.subject.on} 办理，区划 {tried.value.subject.region}
            </p>
            <AnswerView subject={tried.value.subject} answer={tried.value.answer} json={tried.value.json} />
          </>
        )}
      </section>
    </div>
  );
}

function Faults({ faults }: { faults: readonly CaseFault[] }) {
  return (
    <>
      <h2 className="tone-no">✕ 案例写得不对，没有试算</h2>
      <ul className="questions">
        {faults.map((fault) => (
          <li key={fault.path + fault.text}>
            {fault.path !== '' && <b className="number">{fault.path}：</b>}
            {fullWidth(fault.text)}
          </li>
        ))}
      </ul>
    </>
  );
}
