import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useDesk } from '../../ui/useDesk';

/** 平台新答复: a reason that nobody has explained yet, word for word; nothing is guessed, the clerk may write what is known. */
export function UnknownReply({ code, text }: { code: string | null; text: string }) {
  const desk = useDesk();
  const [note, setNote] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void desk.replies.noteOf({ code, text }).then((known) => {
      if (!gone && known !== null) setNote(known);
    });
    return () => {
      gone = true;
    };
  }, [desk, code, text]);
  const keep = async () => {
    const done = await desk.replies.note({ code, text }, note);
    setSaid(done.ok ? '备注已存。' : done.error.text);
  };
  const save = async () => {
    const done = await desk.replies.save();
    if (!done.ok) setSaid(done.error.text);
    else if (done.value.path !== null) setSaid(`已保存到 ${done.value.path}。`);
  };
  return (
    <section className="unknown-reply" aria-label="平台新答复">
      <b>平台新答复</b>（本机的词典里还没有这一句，下面是平台的原话）
      <blockquote>
        {code && <span className="number">{code}　</span>}
        {text}
      </blockquote>
      <div className="settle-line">
        <Input
          className="grow"
          aria-label="对这句答复的备注"
          placeholder="问到了什么、后来怎样，写在这里（不要写姓名和号码）"
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button onClick={() => void keep()}>存备注</Button>
        <Button onClick={() => void save()}>导出全部新答复…</Button>
      </div>
      <p className="mute" role="status">
        {said ?? '导出的文件不含本机已知的姓名和五位以上的号码，交县级管理员补进词典。'}
      </p>
    </section>
  );
}
