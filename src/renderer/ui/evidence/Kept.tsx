import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { EvidenceRef } from '#shared/evidence/evidence';
import { toBase64 } from '../../desk/base64';
import { Empty } from '../Empty';
import { useDesk } from '../useDesk';

export const dataUrl = (jpeg: Uint8Array): string => `data:image/jpeg;base64,${toBase64(jpeg)}`;

/** The pictures that are kept. `shown`: they belong to no operation yet, so that looking at them is nobody's concern. */
export function Kept(props: {
  pictures: readonly EvidenceRef[];
  shown: boolean;
  onRemove: ((ref: EvidenceRef) => void) | undefined;
}) {
  const { pictures, shown, onRemove } = props;
  if (pictures.length === 0)
    return (
      <Empty title="还没有图片">
        图片不是必需的：不拍也能受理，以后在“同步”里打开这一笔还能补。图片封存在本机，业务办成后自动上传。
      </Empty>
    );
  return (
    <ul className="evidence-kept" aria-label="已加的图片">
      {pictures.map((ref) => (
        <li key={`${ref.sha256}${ref.material}`}>
          {shown && <Thumb picture={ref} />}
          <span className="cut" title={ref.label}>
            {ref.label}
          </span>
          <span className="mute number">{Math.ceil(ref.bytes / 1024)} KB</span>
          {onRemove && (
            <Button size="small" onClick={() => onRemove(ref)}>
              去掉
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Thumb({ picture }: { picture: EvidenceRef }) {
  const desk = useDesk();
  const [source, setSource] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { sha256 } = picture;
  useEffect(() => {
    let gone = false;
    void desk.evidence.preview(sha256).then((read) => {
      if (gone) return;
      if (read.ok) setSource(dataUrl(read.value));
      else setTrouble(read.error.text);
    });
    return () => {
      gone = true;
    };
  }, [desk, sha256]);
  if (trouble) return <span className="tone-no">{trouble}</span>;
  return source ? <img className="evidence-thumb" src={source} alt={picture.label} /> : null;
}
