import { InputNumber, Select } from 'antd';
import type { Village } from '#shared/domain/region';

/** Village, group and insured year of what is shown. */
export interface Place {
  readonly villageId: string;
  /** Null: the whole village. */
  readonly group: number | null;
  readonly year: number;
}

export function PlaceFields(props: {
  villages: readonly Village[];
  place: Place;
  onChange: (place: Place) => void;
}) {
  const { villages, place, onChange } = props;
  const groups = villages.find((v) => v.id === place.villageId)?.groups ?? [];
  return (
    <>
      <Select
        style={{ width: 160 }}
        aria-label="村（居）"
        showSearch={{ optionFilterProp: 'label' }}
        value={place.villageId}
        options={villages.map((v) => ({ value: v.id, label: v.name }))}
        onChange={(villageId) => onChange({ ...place, villageId, group: null })}
      />
      <Select
        style={{ width: 110 }}
        aria-label="社（组）"
        value={place.group ?? 0}
        options={[
          { value: 0, label: '全部社' },
          ...groups.map((label, index) => ({ value: index + 1, label })),
        ]}
        onChange={(value) => onChange({ ...place, group: value === 0 ? null : value })}
      />
      <InputNumber
        style={{ width: 130 }}
        aria-label="参保年度"
        suffix="年度"
        min={2000}
        max={2100}
        precision={0}
        value={place.year}
        onChange={(year) => year && onChange({ ...place, year })}
      />
    </>
  );
}
