import { Alert, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';

/** Whether there is a camera, before anybody asks to use it; null while nobody knows. */
export function useHasCamera(): boolean | null {
  const [has, setHas] = useState<boolean | null>(null);
  useEffect(() => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined) return setHas(false);
    let gone = false;
    const look = () =>
      devices.enumerateDevices().then(
        (all) => !gone && setHas(all.some(({ kind }) => kind === 'videoinput')),
        () => !gone && setHas(false),
      );
    void look();
    devices.addEventListener('devicechange', look);
    return () => {
      gone = true;
      devices.removeEventListener('devicechange', look);
    };
  }, []);
  return has;
}

/** Why there is no picture from the camera. */
function inWords(error: unknown): string {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return '系统不允许使用摄像头。请在系统设置里允许参保台使用，或选择图片文件。';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return '没有找到摄像头，可能已经拔下。请接好后再试，或选择图片文件。';
    case 'NotReadableError':
    case 'AbortError':
      return '摄像头打不开，可能正被别的程序使用。请关闭那个程序再试，或选择图片文件。';
    default:
      return '摄像头没有打开。请再试一次，或选择图片文件。';
  }
}

/** The camera's picture live, and one taken of it. The camera is let go as soon as this is left. */
export function Camera(props: { onTaken: (picture: ImageBitmap) => void; onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [ready, setReady] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    const letGo = (of: MediaStream | null) => {
      for (const track of of?.getTracks() ?? []) track.stop();
    };
    navigator.mediaDevices
      .getUserMedia({
        audio: false,
        video: { width: { ideal: 2560 }, height: { ideal: 1920 }, facingMode: 'environment' },
      })
      .then(
        (given) => {
          if (gone) return letGo(given);
          stream = given;
          if (video.current) video.current.srcObject = given;
        },
        (error: unknown) => !gone && setTrouble(inWords(error)),
      );
    return () => {
      gone = true;
      letGo(stream);
    };
  }, []);
  const take = async () => {
    if (!video.current) return;
    try {
      props.onTaken(await createImageBitmap(video.current));
    } catch {
      setTrouble('没有拍成，请再拍一次。');
    }
  };
  return (
    <div className="evidence-editor">
      <div className="evidence-stage">
        <video
          ref={video}
          className="evidence-video"
          aria-label="摄像头画面"
          autoPlay
          muted
          playsInline
          onPlaying={() => setReady(true)}
        />
      </div>
      <div className="evidence-tools">
        {trouble && <Alert type="error" showIcon title={trouble} />}
        <div className="buttons">
          <Button key={String(ready)} autoFocus type="primary" disabled={!ready} onClick={() => void take()}>
            拍下这张
          </Button>
          <Button onClick={props.onClose}>返回</Button>
        </div>
        <p className="mute">把证件放平、占满画面再拍；拍下后可以转正、裁边。</p>
      </div>
    </div>
  );
}
