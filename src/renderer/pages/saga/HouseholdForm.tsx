import { Checkbox } from 'antd';
import { MATTERS } from '#shared/domain/matter';
import type { Json } from '#shared/json';
import type { MatterForm } from '#shared/matters/form';
import { RELATION } from '#shared/matters/forms/parts';
import { sagaKind } from '#shared/matters/sagas/index';
import type { SagaDraft, SagaForecast, SagaStepDraft } from '../../desk/api';
import { useDesk } from '../../ui/useDesk';
import { FieldInput } from '../counter/FieldInput';
import { MatterFields } from '../counter/MatterFields';

const NONE: ReadonlySet<string> = new Set();

/** Who goes, and once for all of them where to. */
export function HouseholdForm(props: {
  draft: SagaDraft;
  forecast: SagaForecast;
  showProblem: (name: string) => boolean;
  onCommon: (name: string, value: Json) => void;
  onEnter: (at: number, name: string, value: Json) => void;
  onGoing: (at: number, going: boolean) => void;
  onLeave: (name: string) => void;
}) {
  const { draft, forecast } = props;
  const kind = sagaKind(draft.kind);
  const form: MatterForm = {
    code: 'RES_CHANGE',
    title: kind.title,
    fields: kind.common.map((field) => ({ ...field, section: '迁往' })),
    initial: () => kind.commonInitial,
    prefill: (fields) => fields,
  };
  return (
    <>
      <fieldset aria-label="迁移的人">
        <legend>迁移的人（户主先迁；不迁的取消勾选）</legend>
        <table className="plain-table members">
          <thead>
            <tr>
              <th>迁移</th>
              <th>出生日期</th>
              <th>办理</th>
              <th>到新户后与户主关系</th>
            </tr>
          </thead>
          <tbody>
            {draft.steps.map((step, at) => (
              <Member
                key={step.opId}
                step={step}
                at={at}
                problem={forecast.problems[at] ?? {}}
                shows={props.showProblem}
                onGoing={(going) => props.onGoing(at, going)}
                onRelation={(relation) => props.onEnter(at, 'relation', relation)}
              />
            ))}
          </tbody>
        </table>
        {forecast.common.going && (
          <div className="problem" role="alert">
            ✕ {forecast.common.going}
          </div>
        )}
      </fieldset>
      <MatterFields
        form={form}
        fields={draft.common}
        problems={forecast.common}
        showProblem={props.showProblem}
        prefilled={NONE}
        onFile={null}
        onEnter={props.onCommon}
        onLeave={props.onLeave}
      />
    </>
  );
}

function Member(props: {
  step: SagaStepDraft;
  at: number;
  problem: Readonly<Record<string, string>>;
  shows: (name: string) => boolean;
  onGoing: (going: boolean) => void;
  onRelation: (relation: Json) => void;
}) {
  const desk = useDesk();
  const { step, at, problem } = props;
  const person = desk.person(String(step.fields.personId))?.person;
  const id = `field-relation-${at}`;
  const said = Object.entries(problem).filter(([name]) => name !== 'relation' || props.shows(name));
  return (
    <tr>
      <td>
        <Checkbox checked={step.going} onChange={(event) => props.onGoing(event.target.checked)}>
          <span className="name">{person?.name}</span>
        </Checkbox>
      </td>
      <td className="number">{person?.birthDate}</td>
      <td>{MATTERS[step.matter]}</td>
      <td className="field" data-field={`relation-${at}`}>
        {step.going && (
          <FieldInput
            id={id}
            field={{ ...RELATION, label: `${person?.name ?? ''}与户主关系` }}
            fields={step.fields}
            value={step.fields.relation ?? null}
            wrong={said.length > 0}
            onEnter={props.onRelation}
          />
        )}
        {said.map(([name, text]) => (
          <div className="problem" id={`${id}-problem`} role="alert" key={name}>
            ✕ {text}
          </div>
        ))}
      </td>
    </tr>
  );
}
