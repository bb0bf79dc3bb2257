import { Checkbox } from 'antd';
import type { Material } from '#shared/rules/answer';

/** The documents to take in (材料清单), ticked as they are seen. */
export function Materials(props: {
  materials: readonly Material[];
  ticked: readonly string[];
  onChange: (ticked: string[]) => void;
}) {
  if (props.materials.length === 0) return null;
  const tick = (code: string, on: boolean) =>
    props.onChange(on ? [...props.ticked, code] : props.ticked.filter((held) => held !== code));
  return (
    <>
      <h3>材料清单</h3>
      <div className="materials">
        {props.materials.map((material) => (
          <Checkbox
            key={material.code}
            checked={props.ticked.includes(material.code)}
            onChange={(event) => tick(material.code, event.target.checked)}
          >
            {material.label}
            {!material.required && <span className="mute">（有则提供）</span>}
          </Checkbox>
        ))}
      </div>
    </>
  );
}
