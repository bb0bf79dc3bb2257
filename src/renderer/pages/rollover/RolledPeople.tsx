import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { maskCertNo } from '#shared/codes/masking';
import {
  PROMPT_CODES,
  PROMPTS,
  type Prompt,
  ROLLOVER_CLASS_CODES,
  ROLLOVER_CLASSES,
  type RolledPerson,
  type RolloverClass,
} from '#shared/rollover/rollover';
import { Empty } from '../../ui/Empty';
import { useDesk } from '../../ui/useDesk';
import { WindowedRows } from '../../ui/WindowedRows';

/** Everybody of a class, or of something that is to be done, masked. */
export function RolledPeople({ people }: { people: readonly RolledPerson[] }) {
  const villages = useDesk().villages();
  const nameOf = useMemo(() => new Map(villages.map(({ id, name }) => [id, name] as const)), [villages]);
  const groups = useMemo(() => {
    const of = (test: (one: RolledPerson) => boolean) => people.filter(test);
    return new Map<RolloverClass | Prompt, readonly RolledPerson[]>([
      ...ROLLOVER_CLASS_CODES.map((code) => [code, of((one) => one.class === code)] as const),
      ...PROMPT_CODES.map((code) => [code, of(({ prompts }) => prompts.includes(code))] as const),
    ]);
  }, [people]);
  const [chosen, setChosen] = useState<RolloverClass | Prompt>('identity');
  const shown = groups.get(chosen) ?? [];
  const label = { ...ROLLOVER_CLASSES, ...PROMPTS }[chosen];
  return (
    <>
      <div className="unit-tabs rollover-tabs">
        {[ROLLOVER_CLASSES, PROMPTS].map((words, i) => (
          <Segmented<RolloverClass | Prompt>
            key={i === 0 ? 'class' : 'prompt'}
            aria-label={i === 0 ? '按变化筛选' : '按要办的事筛选'}
            options={(Object.keys(words) as (RolloverClass | Prompt)[]).map((value) => ({
              value,
              label: `${(words as Record<string, string>)[value]} ${groups.get(value)?.length ?? 0}`,
            }))}
            value={chosen}
            onChange={setChosen}
          />
        ))}
      </div>
      {shown.length === 0 ? (
        <div className="card">
          <Empty title={`没有“${label}”的人`} />
        </div>
      ) : (
        <WindowedRows
          label={`${label} ${shown.length} 人`}
          rowClass="rolled-row"
          headings={['姓名', '证件号码', '村', '说明', '要办的事']}
          items={shown}
          rowPx={40}
          keyOf={({ person }) => person.id}
          cells={({ person, text, prompts }) => (
            <>
              <td className="cut">
                <Link to={`/persons/${encodeURIComponent(person.id)}`}>{person.name}</Link>
              </td>
              <td className="number cut">
                {person.certNo === null ? '无证件号码' : maskCertNo(person.certNo)}
              </td>
              <td className="cut">{nameOf.get(person.villageCode) ?? person.villageCode}</td>
              <td className="cut" title={text}>
                {text}
              </td>
              <td className="cut">{prompts.map((code) => PROMPTS[code]).join('；')}</td>
            </>
          )}
        />
      )}
    </>
  );
}
