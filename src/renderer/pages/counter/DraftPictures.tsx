import { AGENT_MATERIAL, type EvidenceRef, OTHER_MATERIAL } from '#shared/evidence/evidence';
import type { Material } from '#shared/rules/answer';
import type { MatterDraft } from '../../desk/api';
import { EvidenceDialog } from '../../ui/evidence/EvidenceDialog';
import { useDesk } from '../../ui/useDesk';

/** Pictures for the form at hand: of the materials that were ticked first, of the others, of what the agent showed. */
export function DraftPictures(props: {
  draft: MatterDraft;
  materials: readonly Material[];
  onChange: (evidence: EvidenceRef[]) => void;
  onClose: () => void;
}) {
  const desk = useDesk();
  const { draft, materials, onChange } = props;
  const pictures = draft.evidence ?? [];
  const ticked = materials.toSorted(
    (a, b) => Number(draft.materials.includes(b.code)) - Number(draft.materials.includes(a.code)),
  );
  const agent = draft.agent == null ? [] : [AGENT_MATERIAL];
  return (
    <EvidenceDialog
      opId={draft.opId}
      materials={[...ticked, ...agent, OTHER_MATERIAL].map(({ code, label }) => ({ material: code, label }))}
      pictures={pictures}
      draft
      onAdd={async (refs) => {
        const key = (ref: EvidenceRef) => `${ref.sha256} ${ref.material}`;
        onChange([...new Map([...pictures, ...refs].map((ref) => [key(ref), ref])).values()]);
        return null;
      }}
      onRemove={(gone) => {
        const left = pictures.filter((ref) => ref !== gone);
        onChange(left);
        if (left.every(({ sha256 }) => sha256 !== gone.sha256))
          void desk.evidence.letGo(draft.id, gone.sha256);
      }}
      onClose={props.onClose}
    />
  );
}
