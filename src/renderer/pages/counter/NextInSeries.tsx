import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { carried } from '#shared/matters/form';
import { formOf } from '#shared/matters/index';
import type { MatterDraft } from '../../desk/api';
import { draftRoute } from '../../ui/startMatter';
import { useDesk } from '../../ui/useDesk';

const SERIES = [
  { of: 'household', words: '下一个（同户）' },
  { of: 'unit', words: '下一个（同单位）' },
] as const;

/** Serial entry: the same form again, with household or unit and whoever acts for them kept and the person's fields empty. */
export function NextInSeries({ draft, householdId }: { draft: MatterDraft; householdId: string | null }) {
  const desk = useDesk();
  const navigate = useNavigate();
  return SERIES.map(({ of, words }) => {
    const kept = carried(formOf(draft.matter), of, draft.fields);
    if (kept === null) return null;
    // A household made with the person is known by its number only now.
    const household = of === 'household' && kept.householdId === undefined && householdId !== null;
    const prefill = household ? { ...kept, who: 'new', householdId } : kept;
    const start = () => ({ ...desk.newDraft(draft.matter, prefill), agent: draft.agent ?? null });
    return (
      <Button key={of} onClick={() => navigate(...draftRoute(start()))}>
        {words}
      </Button>
    );
  });
}
