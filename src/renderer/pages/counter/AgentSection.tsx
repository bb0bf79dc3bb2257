import { Button } from 'antd';
import { useState } from 'react';
import type { Json } from '#shared/json';
import type { Fields } from '#shared/matters/form';
import { AGENT_FIELDS, agentAdvice, agentInitial, prefillAgent } from '#shared/matters/forms/agent.form';
import type { Problems } from '#shared/matters/readFields';
import type { MatterDraft } from '../../desk/api';
import { recordsFor } from '../../ui/recordsFor';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { useHotkey } from '../../ui/useHotkey';
import { MatterFields } from './MatterFields';

const FORM = { fields: AGENT_FIELDS };

/** 代办人: closed until somebody acts for the person; F7 opens it and puts the cursor into it. */
export function AgentSection(props: {
  draft: MatterDraft;
  problems: Problems;
  /** Every problem is shown, not those of fields that were left alone. */
  asked: boolean;
  onChange: (agent: Fields | null) => void;
}) {
  const desk = useDesk();
  const { day } = useDeskSnapshot();
  const { draft, problems, asked, onChange } = props;
  const agent = draft.agent ?? null;
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  /** Opened here and now: what a draft brought along takes no cursor. */
  const [opened, setOpened] = useState(false);
  const open = () => {
    if (agent !== null) {
      document.querySelector<HTMLElement>('[data-field^=agent] input')?.focus();
      return;
    }
    setTouched(new Set());
    setOpened(true);
    onChange(agentInitial(draft.fields, recordsFor(desk, draft.fields)));
  };
  useHotkey({ key: 'f7' }, open);

  if (agent === null) {
    const advice = agentAdvice(birthDateOf(draft, desk.person), day);
    return (
      <div className="agent-closed">
        <Button onClick={open} aria-keyshortcuts="F7">
          有人代办 F7
        </Button>
        <span className="mute how">{advice ?? '本人来办理的不用填。'}</span>
      </div>
    );
  }
  const enter = (name: string, value: Json) =>
    onChange(
      prefillAgent(
        { ...agent, [name]: value },
        name,
        recordsFor(desk, { ...draft.fields, ...agent, [name]: value }),
      ),
    );
  return (
    <div className="agent-open">
      <MatterFields
        form={FORM}
        fields={agent}
        problems={problems}
        showProblem={(name) => asked || touched.has(name)}
        prefilled={new Set()}
        onFile={null}
        onEnter={enter}
        onLeave={(name) => setTouched((set) => (set.has(name) ? set : new Set([...set, name])))}
        takesFocus={opened}
        numbered={false}
      />
      <Button onClick={() => onChange(null)}>本人办理，去掉代办人</Button>
    </div>
  );
}

/** When the person was born, from the record or as typed. */
function birthDateOf(
  { fields }: MatterDraft,
  personOf: (id: string) => { person: { birthDate: string } } | null,
): string | null {
  const onFile =
    fields.who !== 'new' && typeof fields.personId === 'string' ? personOf(fields.personId) : null;
  if (onFile) return onFile.person.birthDate;
  return typeof fields.birthDate === 'string' ? fields.birthDate : null;
}
