import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { MATTERS } from '#shared/domain/matter';
import type { Person } from '#shared/domain/person';
import { INQUIRIES } from '#shared/matters/inquiries/index';
import { sagaKind } from '#shared/matters/sagas/index';
import { startableFor } from '#shared/matters/startable';
import { sagaRoute, sagasFor } from './sagaRoute';
import { draftRoute, knownFields } from './startMatter';
import { useDesk, useDeskSnapshot } from './useDesk';

/** Questions that are about one person. */
const ABOUT_A_PERSON = INQUIRIES.filter(({ fields }) =>
  fields.some(({ name, optional }) => name === 'personId' && optional !== true),
);

/** Buttons that start a matter for a person who is on file: those that the records give something to do (MA70). */
export function MatterButtons({ person }: { person: Person }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { day } = useDeskSnapshot();
  const matters = startableFor(person, day);
  if (matters.length === 0) return <p className="mute">此人已登记死亡，没有可办理的事项。</p>;
  return (
    <>
      <div className="buttons">
        {matters.map((matter, index) => (
          <Button
            key={matter}
            type={index === 0 ? 'primary' : 'default'}
            // Found, opened: Enter starts the likeliest matter.
            autoFocus={index === 0}
            onClick={() => navigate(...draftRoute(desk.newDraft(matter, knownFields(matter, person.id))))}
          >
            {MATTERS[matter]}
          </Button>
        ))}
        {sagasFor(person).map((kind) => (
          <Button key={kind} onClick={() => navigate(...sagaRoute(desk.newSaga(kind, person.id)))}>
            {sagaKind(kind).title}
          </Button>
        ))}
      </div>
      <div className="buttons questions-about">
        <span className="mute">查询试算</span>
        {ABOUT_A_PERSON.map(({ code, title }) => (
          <Button
            key={code}
            type="text"
            onClick={() => navigate(`/inquiry/${code}/${encodeURIComponent(person.id)}`)}
          >
            {title}
          </Button>
        ))}
      </div>
    </>
  );
}
