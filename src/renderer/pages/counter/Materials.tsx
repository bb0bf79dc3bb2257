import { Button, Checkbox } from 'antd';
import type { EvidenceRef } from '#shared/evidence/evidence';
import type { Material } from '#shared/rules/answer';

/** The documents to take in (材料清单), ticked as they are seen. */
export function Materials(props: {
  materials: readonly Material[];
  ticked: readonly string[];
  onChange: (ticked: string[]) => void;
  /** The pictures kept so far. */
  pictures: readonly EvidenceRef[];
  onPictures: () => void;
}) {
  const tick = (code: string, on: boolean) =>
    props.onChange(on ? [...props.ticked, code] : props.ticked.filter((held) => held !== code));
  const taken = (code: string) => {
    const count = props.pictures.filter(({ material }) => material === code).length;
    return count === 0 ? null : <span className="tag">图片 {count}</span>;
  };
  return (
    <>
      <h3>材料清单</h3>
      {props.materials.length === 0 && <p className="mute">规则没有要求收材料。</p>}
      <div className="materials">
        {props.materials.map((material) => (
          <Checkbox
            key={material.code}
            checked={props.ticked.includes(material.code)}
            onChange={(event) => tick(material.code, event.target.checked)}
          >
            {material.label}
            {!material.required && <span className="mute">（有则提供）</span>}
            {taken(material.code)}
          </Checkbox>
        ))}
      </div>
      <Button onClick={props.onPictures} aria-keyshortcuts="F8">
        材料图片{props.pictures.length > 0 && ` ${props.pictures.length} 张`} F8
      </Button>
    </>
  );
}
