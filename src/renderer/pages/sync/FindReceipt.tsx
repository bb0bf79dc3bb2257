import { Button, Input } from 'antd';
import { useState } from 'react';
import { type Looked, lookUpReceipt } from '#shared/papers/qr';
import { useDesk } from '../../ui/useDesk';

/** What was found, in a clerk's words. */
export const LOOKED_WORDS: Readonly<Record<Looked['kind'], { tone: 'ok' | 'warn' | 'no'; text: string }>> = {
  genuine: { tone: 'ok', text: '二维码和本机流水账一致，是本窗口出具的回执。' },
  found: { tone: 'ok', text: '找到了这笔业务。要查验回执的真假，请扫描回执上的二维码。' },
  purged: {
    tone: 'ok',
    text: '二维码和本机留的校验值一致，是本窗口出具的回执。业务内容已按保存期限清除（留有校验值），要看内容请在平台查询。',
  },
  altered: {
    tone: 'no',
    text: '回执号是本窗口的，但二维码和流水账对不上：回执可能被改过，或不是本窗口打印的。请收下核对，不要据此办理。',
  },
  elsewhere: {
    tone: 'warn',
    text: '本机流水账里没有这张回执。可能是别的窗口办理的，请到出具回执的窗口查验；年头久、内容已按保存期限清除的，请扫回执上的二维码。',
  },
  unreadable: {
    tone: 'warn',
    text: '这不是回执号或回执上的二维码。回执号像 20261122-A1B2C3-000012；扫描枪没有扫全的，请再扫一次。',
  },
};

/** Finds an operation by the number of its receipt, typed, or by its QR code, scanned into the field by a scanner that types. */
export function FindReceipt({ onFound }: { onFound: (opId: string) => void }) {
  const desk = useDesk();
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState<Looked['kind'] | null>(null);
  const look = () => {
    if (typed.trim() === '') return;
    const entries = desk.operations().map(({ entry }) => entry);
    const looked = lookUpReceipt(typed, [...entries, ...desk.purged()]);
    setSaid(looked.kind);
    setTyped('');
    if ('entry' in looked && looked.entry.content.type === 'operation')
      onFound(looked.entry.content.operation.opId);
  };
  return (
    <search className="card find-receipt">
      <label htmlFor="find-receipt">查验回执</label>
      <Input
        id="find-receipt"
        value={typed}
        maxLength={300}
        placeholder="输入回执号，或用扫描枪扫回执上的二维码"
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={look}
      />
      <Button onClick={look}>查找</Button>
      <span role="status" className={said ? `tone-${LOOKED_WORDS[said].tone}` : ''}>
        {said ? LOOKED_WORDS[said].text : ''}
      </span>
    </search>
  );
}
