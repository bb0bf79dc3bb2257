import { Alert, Button, Modal, Select } from 'antd';
import { type ClipboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { EvidenceRef } from '#shared/evidence/evidence';
import { roomTrouble } from '#shared/evidence/evidence';
import { EVIDENCE_LIMITS } from '#shared/evidence/limits';
import type { Shows } from '../../desk/evidenceDesk';
import { appPlace } from '../place';
import { useDesk } from '../useDesk';
import { Camera, useHasCamera } from './Camera';
import { Editor } from './Editor';
import { Kept } from './Kept';
import { openSource } from './takeIn';

type Step =
  | { readonly at: 'list' }
  | { readonly at: 'camera' }
  | { readonly at: 'edit'; picture: ImageBitmap };

/** 材料图片: photos and scans of the documents, from a file, the clipboard or the camera. Nothing here is ever in the way of F9. */
export function EvidenceDialog(props: {
  opId: string;
  /** What there is to photograph, the likeliest first. */
  materials: readonly Shows[];
  pictures: readonly EvidenceRef[];
  /** Of a draft: a picture can be shown and taken out again. */
  draft: boolean;
  /** Takes over what is kept; a sentence where that did not work. */
  onAdd: (refs: readonly EvidenceRef[]) => Promise<string | null>;
  onRemove?: (ref: EvidenceRef) => void;
  onClose: () => void;
}) {
  const { opId, materials, pictures } = props;
  const desk = useDesk();
  const unkept = useSyncExternalStore(desk.evidence.subscribe, () => desk.evidence.unkept(opId));
  const hasCamera = useHasCamera();
  const file = useRef<HTMLInputElement>(null);
  const [step, setStep] = useState<Step>({ at: 'list' });
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const without = materials.find(({ material }) => pictures.every((one) => one.material !== material));
  const [chosen, setChosen] = useState<string | null>(null);
  const shows = materials.find(({ material }) => material === chosen) ?? without ?? materials[0];
  const full = roomTrouble(pictures, [{ sha256: '', bytes: 1 }]);

  const open = async (source: Blob) => {
    setBusy(true);
    setTrouble(null);
    setSaid(null);
    const opened = await openSource(source);
    setBusy(false);
    if (opened.ok) setStep({ at: 'edit', picture: opened.value });
    else setTrouble(opened.error);
  };
  const paste = (event: ClipboardEvent) => {
    if (step.at !== 'list') return;
    const item = [...event.clipboardData.files][0];
    if (item === undefined) return setTrouble('剪贴板里没有图片。请先复制图片或截图，再按 Ctrl V。');
    event.preventDefault();
    void open(item);
  };
  const use = async (jpeg: Uint8Array) => {
    if (shows === undefined) return;
    const room = roomTrouble(pictures, [{ sha256: 'new', bytes: jpeg.length }]);
    if (room !== null) return setTrouble(room);
    const kept = await desk.evidence.keep(opId, shows, jpeg);
    // What the disk did not take lies below with its own word, and the form goes on.
    const not = kept.ok ? await props.onAdd([kept.value]) : null;
    setTrouble(not);
    setStep({ at: 'list' });
    if (kept.ok && not === null)
      setSaid(`已加上“${shows.label}”的图片，${Math.ceil(kept.value.bytes / 1024)} KB，存在本机。`);
  };
  const keepAgain = async () => {
    const { kept, trouble: not } = await desk.evidence.keepAgain(opId);
    const added = kept.length === 0 ? null : await props.onAdd(kept);
    setTrouble(not?.text ?? added);
  };
  // The bitmap is memory outside the page's own.
  useEffect(() => (step.at === 'edit' ? () => step.picture.close() : undefined), [step]);

  return (
    <Modal
      open
      width={860}
      getContainer={appPlace}
      title={`材料图片（${pictures.length} 张，最多 ${EVIDENCE_LIMITS.perOperation} 张）`}
      footer={null}
      onCancel={props.onClose}
    >
      <div onPaste={paste}>
        {step.at === 'edit' && (
          <Editor picture={step.picture} onUse={use} onCancel={() => setStep({ at: 'list' })} />
        )}
        {step.at === 'camera' && (
          <Camera
            onTaken={(picture) => setStep({ at: 'edit', picture })}
            onClose={() => setStep({ at: 'list' })}
          />
        )}
        {step.at === 'list' && (
          <>
            <div className="evidence-take">
              <input
                ref={file}
                type="file"
                accept="image/jpeg,image/png,image/webp,image/bmp,image/gif,.jpg,.jpeg"
                aria-label="材料图片文件"
                hidden
                onChange={(event) => {
                  const picked = event.target.files?.[0];
                  event.target.value = '';
                  if (picked) void open(picked);
                }}
              />
              <Select
                aria-label="是哪一项材料"
                className="grow"
                value={shows?.material ?? null}
                options={materials.map(({ material, label }) => ({ value: material, label }))}
                onChange={(material: string) => setChosen(material)}
              />
              <Button
                key={pictures.length}
                autoFocus
                type="primary"
                loading={busy}
                disabled={full !== null}
                onClick={() => file.current?.click()}
              >
                选图片文件…
              </Button>
              <Button
                disabled={hasCamera !== true || full !== null}
                onClick={() => setStep({ at: 'camera' })}
              >
                拍照
              </Button>
            </div>
            <p className="mute">
              也可以复制图片或截图后按 Ctrl V 粘贴。
              {hasCamera === false && '没有找到摄像头（高拍仪），接上后就能拍照。'}
              {full}
            </p>
            {trouble && <Alert type="error" showIcon title={trouble} className="evidence-said" />}
            {said && !trouble && (
              <p className="tone-ok" role="status">
                ✓ {said}
              </p>
            )}
            {unkept.length > 0 && (
              <Alert
                type="warning"
                showIcon
                className="evidence-said"
                title={`有 ${unkept.length} 张图片还没有存进本机`}
                description={
                  <>
                    <p>{unkept[0]?.text}</p>
                    <div className="buttons">
                      <Button onClick={() => void keepAgain()}>再存一次</Button>
                      <Button
                        onClick={() => {
                          for (const { n } of unkept) desk.evidence.forget(opId, n);
                        }}
                      >
                        不要了
                      </Button>
                    </div>
                  </>
                }
              />
            )}
            <Kept pictures={pictures} shown={props.draft} onRemove={props.onRemove} />
          </>
        )}
      </div>
    </Modal>
  );
}
