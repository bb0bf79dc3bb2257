import { MATTERS } from '#shared/domain/matter';
import type { Json } from '#shared/json';
import type { MatterForm } from '#shared/matters/form';
import { formOf } from '#shared/matters/index';
import type { SagaDraft, SagaForecast } from '../../desk/api';
import { MatterFields } from '../counter/MatterFields';

/** The person was chosen before, and is the same in every step. */
const CHOSEN: ReadonlySet<string> = new Set(['who', 'personId']);
const NONE: ReadonlySet<string> = new Set();

const withoutPerson = (form: MatterForm): MatterForm => ({
  ...form,
  fields: form.fields.filter(({ name }) => !CHOSEN.has(name)),
});

/** Each step's own form, one below another. */
export function StepForms(props: {
  draft: SagaDraft;
  forecast: SagaForecast;
  showProblem: (name: string) => boolean;
  onEnter: (at: number, name: string, value: Json) => void;
  onLeave: (name: string) => void;
}) {
  return props.draft.steps.map((step, at) => (
    <section key={step.opId} aria-label={`第 ${at + 1} 步`}>
      <h2>
        第 {at + 1} 步　{MATTERS[step.matter]}
      </h2>
      <MatterFields
        form={withoutPerson(formOf(step.matter))}
        fields={step.fields}
        problems={props.forecast.problems[at] ?? {}}
        showProblem={props.showProblem}
        prefilled={NONE}
        onFile={null}
        onEnter={(name, value) => props.onEnter(at, name, value)}
        onLeave={props.onLeave}
      />
    </section>
  ));
}
