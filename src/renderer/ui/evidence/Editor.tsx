import { Alert, Button, Slider } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { asPicture, type Crop, drawn, type Turns, WHOLE } from './takeIn';

/** Longest side of the preview, CSS pixels. */
const PREVIEW = 360;
const LEAST = 5;
const percent = (share: number) => Math.round(share * 100);

/** One picture before it is kept: turned and cropped, by mouse or by the arrow keys on the sliders. */
export function Editor(props: {
  picture: ImageBitmap;
  onUse: (jpeg: Uint8Array) => Promise<void>;
  onCancel: () => void;
}) {
  const { picture } = props;
  const [turns, setTurns] = useState<Turns>(0);
  const [crop, setCrop] = useState<Crop>(WHOLE);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const canvas = drawn(picture, turns, WHOLE, PREVIEW);
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', '图片预览');
    box.current?.replaceChildren(canvas);
  }, [picture, turns]);

  const turn = (by: 1 | 3) => {
    setTurns((old) => ((old + by) % 4) as Turns);
    setCrop(WHOLE);
  };
  const use = async () => {
    setBusy(true);
    setTrouble(null);
    const made = await asPicture(picture, turns, crop);
    if (made.ok) await props.onUse(made.value);
    else setTrouble(made.error);
    setBusy(false);
  };
  const cut = (from: number, to: number) => (to - from < LEAST ? null : [from / 100, to / 100]);
  return (
    <div className="evidence-editor">
      <div className="evidence-stage">
        <div className="evidence-canvas">
          <div ref={box} />
          <div
            className="evidence-crop"
            style={{
              left: `${percent(crop.left)}%`,
              right: `${100 - percent(crop.right)}%`,
              top: `${percent(crop.top)}%`,
              bottom: `${100 - percent(crop.bottom)}%`,
            }}
          />
        </div>
      </div>
      <div className="evidence-tools">
        <div className="buttons">
          <Button autoFocus type="primary" loading={busy} onClick={() => void use()}>
            使用这张
          </Button>
          <Button onClick={() => turn(3)}>向左转</Button>
          <Button onClick={() => turn(1)}>向右转</Button>
          <Button onClick={props.onCancel}>不用</Button>
        </div>
        <div className="evidence-sliders">
          <span className="mute">裁左右边</span>
          <Slider
            range
            value={[percent(crop.left), percent(crop.right)]}
            onChange={([from = 0, to = 100]) => {
              const kept = cut(from, to);
              if (kept) setCrop({ ...crop, left: kept[0] ?? 0, right: kept[1] ?? 1 });
            }}
            ariaLabelForHandle={['左边', '右边']}
          />
          <span className="mute">裁上下边</span>
          <Slider
            range
            value={[percent(crop.top), percent(crop.bottom)]}
            onChange={([from = 0, to = 100]) => {
              const kept = cut(from, to);
              if (kept) setCrop({ ...crop, top: kept[0] ?? 0, bottom: kept[1] ?? 1 });
            }}
            ariaLabelForHandle={['上边', '下边']}
          />
        </div>
        {trouble && <Alert type="error" showIcon title={trouble} />}
        <p className="mute">拍摄地点、时间等信息不会保留，只存图片本身。</p>
      </div>
    </div>
  );
}
