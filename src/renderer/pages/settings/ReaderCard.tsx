import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { maskCertNo } from '#shared/codes/masking';
import { CARD_KINDS } from '#shared/readers/card';
import {
  ADAPTER_CODES,
  type AdapterCode,
  adapterFacts,
  ReaderSetting,
  type ReaderState,
} from '#shared/readers/setting';
import { layWords } from '../../ui/reader/ReaderBar';
import { useReader } from '../../ui/reader/useReader';
import { useDesk } from '../../ui/useDesk';

/** What is typed; texts, because a port being typed is no port yet. */
interface Typed {
  readonly adapter: AdapterCode | null;
  readonly port: string;
  readonly call: string;
  readonly businessType: string;
}

const TONES = { none: 'mute', incomplete: 'tone-warn', down: 'tone-warn', ready: 'tone-ok' } as const;
const OPTIONS = [
  { value: '', label: '没有（或扫码枪、键盘口阅读器）' },
  ...ADAPTER_CODES.map((code) => ({ value: code as string, label: adapterFacts(code).label })),
];
const of = (adapter: AdapterCode | null): Typed => ({
  adapter,
  port: adapter ? String(adapterFacts(adapter).port) : '',
  call: '',
  businessType: '',
});
const typedOf = (setting: ReaderSetting | null): Typed =>
  setting === null
    ? of(null)
    : {
        adapter: setting.adapter,
        port: String(setting.port),
        call: setting.call ?? '',
        businessType: setting.businessType ?? '',
      };

/** What was typed as a setting, or what is wrong with it. */
function settingOf({ adapter, port, call, businessType }: Typed): ReaderSetting | null | string {
  if (adapter === null) return null;
  const typed = { adapter, port: Number(port), call: call || null, businessType: businessType || null };
  const parsed = ReaderSetting.safeParse(typed);
  if (parsed.success) return parsed.data;
  switch (parsed.error.issues[0]?.path[0]) {
    case 'port':
      return '端口应为 1 到 65535 的整数。';
    case 'businessType':
      return '用码业务类型应为 5 位数字。';
    default:
      return '调用参数只能是字母、数字和下划线，最多 40 个。';
  }
}

/** 读卡器: which one stands at this machine, whether its service is there, and a card read to try it. */
export function ReaderCard() {
  const desk = useDesk();
  const [typed, setTyped] = useState<Typed>(of(null));
  const [saved, setSaved] = useState<ReaderState | null>(null);
  const [said, setSaid] = useState<{ good: boolean; text: string } | null>(null);
  const reader = useReader((card) =>
    setSaid({
      good: true,
      text: `读到了：${CARD_KINDS[card.kind]}，${card.name}，${maskCertNo(card.number)}。`,
    }),
  );
  useEffect(() => {
    void desk.reader.state().then((told) => {
      if (!told.ok) return setSaid({ good: false, text: told.error.text });
      setSaved(told.value);
      setTyped(typedOf(told.value.setting));
    });
  }, [desk]);
  const setting = settingOf(typed);
  const wrong = typeof setting === 'string' ? setting : null;
  const same = saved !== null && JSON.stringify(setting) === JSON.stringify(saved.setting);
  const save = async () => {
    if (typeof setting === 'string') return;
    const done = await desk.reader.choose(setting);
    if (!done.ok) return setSaid({ good: false, text: done.error.text });
    setSaved(done.value);
    setSaid({ good: true, text: '已保存。' });
    reader.look();
  };
  const facts = typed.adapter === null ? null : adapterFacts(typed.adapter);
  const now = reader.state ?? saved;
  return (
    <section className="card" aria-label="读卡器">
      <h2>读卡器</h2>
      <p className="mute">每台电脑各自设置。只连接本机的读卡服务，读到的内容不保存、不记录，也不取照片。</p>
      <div className="form-grid">
        <div className="field wide">
          <label htmlFor="reader-adapter">读卡器</label>
          <Select
            id="reader-adapter"
            value={typed.adapter ?? ''}
            options={OPTIONS}
            onChange={(code: string) => setTyped(of(code === '' ? null : (code as AdapterCode)))}
          />
        </div>
        {facts && (
          <div className="field">
            <label htmlFor="reader-port">本机端口</label>
            <Input
              id="reader-port"
              className="number"
              maxLength={5}
              value={typed.port}
              onChange={({ target }) => setTyped({ ...typed, port: target.value.trim() })}
            />
          </div>
        )}
        {facts?.call && (
          <div className="field">
            <label htmlFor="reader-call">调用参数（可不填）</label>
            <Input
              id="reader-call"
              maxLength={40}
              placeholder={facts.call}
              value={typed.call}
              onChange={({ target }) => setTyped({ ...typed, call: target.value.trim() })}
            />
          </div>
        )}
        {typed.adapter === 'credential' && (
          <div className="field">
            <label htmlFor="reader-business">用码业务类型</label>
            <Input
              id="reader-business"
              className="number"
              maxLength={5}
              placeholder="5 位，向省医保部门问明"
              value={typed.businessType}
              onChange={({ target }) => setTyped({ ...typed, businessType: target.value.trim() })}
            />
          </div>
        )}
      </div>
      {wrong && <p className="tone-no">✕ {wrong}</p>}
      {now && (
        <p role="status" className={TONES[now.state]}>
          {TONES[now.state] === 'tone-warn' && '⚠ '}
          {now.text}
        </p>
      )}
      <div className="buttons">
        <Button type="primary" disabled={wrong !== null || same} onClick={() => void save()}>
          保存
        </Button>
        {reader.reading ? (
          <Button onClick={reader.cancel}>取消读卡</Button>
        ) : (
          <Button
            disabled={!same || now?.state === 'none' || now?.state === 'incomplete'}
            onClick={reader.read}
          >
            试读
          </Button>
        )}
        <span role="status" className={said?.good === false || reader.trouble ? 'tone-no' : 'tone-ok'}>
          {reader.reading ? layWords(reader) : (reader.trouble?.text ?? said?.text)}
        </span>
      </div>
    </section>
  );
}
