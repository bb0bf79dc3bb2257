import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { MATTERS } from '#shared/domain/matter';
import { formOf } from '#shared/matters/index';
import { cardIntoForm } from '#shared/readers/intoForm';
import type { Laid } from '#shared/readers/scanned';
import { draftRoute } from '../startMatter';
import { useDesk, useDeskSnapshot } from '../useDesk';

/** Registrations that begin with somebody new. */
const FOR_NEW = ['RES_REGISTER', 'EMP_REGISTER', 'FLEX_REGISTER'] as const;

/** Starts a registration of somebody this desk does not know, with what the card says filled in. */
export function StartNew({ card }: { card: Laid }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { day } = useDeskSnapshot();
  return (
    <div className="chosen">
      <p>本机资料里没有这个号码的人。可以按新建人员登记，证件上的内容会带入表单，由平台核对。</p>
      <div className="buttons">
        {FOR_NEW.map((matter, index) => {
          const form = formOf(matter);
          const { entries, fromCard } = cardIntoForm(form, form.initial(day), card, null, null);
          return (
            <Button
              key={matter}
              type={index === 0 ? 'primary' : 'default'}
              autoFocus={index === 0}
              onClick={() =>
                navigate(...draftRoute(desk.newDraft(matter, Object.fromEntries(entries)), fromCard))
              }
            >
              {MATTERS[matter]}
            </Button>
          );
        })}
      </div>
    </div>
  );
}
