import { Alert, Button, Modal } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { MAX_DELIVERED_BYTES } from '#shared/bag/content';
import type { BagPlan, Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import { appPlace } from '../../ui/place';
import { useDesk } from '../../ui/useDesk';
import { deliveredWords, exportedWords, planWords, readWords } from './bagWords';

type Said = { readonly tone: 'success' | 'error'; readonly text: string };

const saidOf = <T,>(done: Result<T, Trouble>, words: (value: T) => string): Said =>
  done.ok ? { tone: 'success', text: words(done.value) } : { tone: 'error', text: done.error.text };

function BagDialog(props: {
  title: string;
  said: Said | null;
  onClose: () => void;
  children: ReactNode;
  action: ReactNode;
}) {
  return (
    <Modal
      open
      getContainer={appPlace}
      title={props.title}
      onCancel={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{props.said?.tone === 'success' ? '完成' : '返回'}</Button>
          {props.said?.tone !== 'success' && props.action}
        </>
      }
    >
      {props.children}
      {props.said && (
        <Alert className="bag-said" type={props.said.tone} title={props.said.text} showIcon role="status" />
      )}
    </Modal>
  );
}

/** 导出离线包: says what would go into it, then makes it. `again`: the bag that was lost, or null for what is queued. */
export function ExportBag({ again, onClose }: { again: number | null; onClose: () => void }) {
  const desk = useDesk();
  const [plan, setPlan] = useState<BagPlan | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void desk.bags.plan().then((made) => {
      if (!made.ok) setSaid({ tone: 'error', text: made.error.text });
      else {
        setPlan(made.value);
        if (made.value.trouble) setSaid({ tone: 'error', text: made.value.trouble.text });
      }
    });
  }, [desk]);
  const make = async () => {
    setBusy(true);
    setSaid(saidOf(await desk.bags.export(again), exportedWords));
    setBusy(false);
  };
  const possible = plan !== null && plan.trouble === null && (again !== null || plan.operations > 0);
  return (
    <BagDialog
      title={again === null ? '导出离线包' : `再导出第 ${again} 号离线包里的业务`}
      said={said}
      onClose={onClose}
      action={
        <Button type="primary" disabled={!possible} loading={busy} onClick={() => void make()}>
          选择位置并导出
        </Button>
      }
    >
      {again !== null ? (
        <p>
          把第 {again}{' '}
          号离线包里还没有答复的业务再装进一个新编号的包。原来的包以后又找到、送到了也不要紧：平台对同一笔业务只办一次。
        </p>
      ) : (
        plan && <p>{planWords(plan)}</p>
      )}
      <p>
        离线包已加密，只有平台能打开，带在 U
        盘上丢了也看不到内容。装进包里的业务本机不再自行上传，也不能撤回；收回这个包，或读入答复包后，状态会改变。
      </p>
    </BagDialog>
  );
}

/** 代送离线包: another desk's bag goes to the platform by this desk's line. */
export function DeliverBag({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  return (
    <FileDialog
      title="代送离线包"
      confirm="送到平台"
      ask={async (text) => saidOf(await desk.bags.deliver(text), deliveredWords)}
      onClose={onClose}
    >
      <p>
        选别的电脑导出的离线包，由本机送到平台，再把平台的答复包保存回 U
        盘。本机看不到包里的内容；送过的再送一次，平台不会重复办理。
      </p>
    </FileDialog>
  );
}

/** 读入答复包: what the platform said of this desk's bag. */
export function ReadBag({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  return (
    <FileDialog
      title="读入答复包"
      confirm="读入"
      ask={async (text) => saidOf(await desk.bags.read(text), readWords)}
      onClose={onClose}
    >
      <p>选代送后拿回来的答复包。只有本机导出的离线包的答复才能在本机读入；同一个答复包读几次都可以。</p>
    </FileDialog>
  );
}

const TOO_LARGE: Said = {
  tone: 'error',
  text: '这个文件大得不正常，没有使用。请核对是否选错了文件。',
};
const UNREAD: Said = {
  tone: 'error',
  text: '这个文件读不出来，没有使用。请检查 U 盘是否还插着，或重新拷贝一次。',
};

function FileDialog(props: {
  title: string;
  confirm: string;
  ask: (text: string) => Promise<Said>;
  onClose: () => void;
  children: ReactNode;
}) {
  const box = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async (chosen: File) => {
    setBusy(true);
    setSaid(await read(chosen, props.ask));
    setBusy(false);
  };
  return (
    <BagDialog
      title={props.title}
      said={said}
      onClose={props.onClose}
      action={
        <Button type="primary" disabled={!file} loading={busy} onClick={() => file && void go(file)}>
          {props.confirm}
        </Button>
      }
    >
      {props.children}
      <input
        ref={box}
        type="file"
        accept=".cbbag"
        aria-label="离线包文件"
        hidden
        onChange={(event) => {
          setFile(event.target.files?.[0] ?? null);
          setSaid(null);
        }}
      />
      <p>
        <Button onClick={() => box.current?.click()}>选择文件…</Button> {file?.name ?? '还没有选'}
      </p>
    </BagDialog>
  );
}

async function read(file: File, ask: (text: string) => Promise<Said>): Promise<Said> {
  if (file.size > MAX_DELIVERED_BYTES) return TOO_LARGE;
  try {
    return await ask(await file.text());
  } catch {
    return UNREAD;
  }
}
