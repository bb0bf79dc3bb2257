import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { MatterDraft, SagaDraft } from '../../desk/api';
import { colleague, colleaguesOf } from '../../desk/clerks';
import { Empty } from '../../ui/Empty';
import { HandOverDialog } from '../../ui/HandOverDialog';
import { shortMoment } from '../../ui/moments';
import { sagaRoute } from '../../ui/sagaRoute';
import { draftRoute } from '../../ui/startMatter';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { draftTitle, sagaDraftTitle } from './draftTitle';

/** What is about to be handed over, and in which words that is asked. */
interface Handing {
  readonly ids: readonly string[];
  readonly owner: string;
  readonly text: string;
}

/** Forms that were begun: the clerk's own, and, for an administrator, how many colleagues have. */
export function Drafts() {
  const desk = useDesk();
  const navigate = useNavigate();
  const snapshot = useDeskSnapshot();
  const { drafts, sagaDrafts, desk: state } = snapshot;
  const me = state?.clerk.id ?? '';
  const [handing, setHanding] = useState<Handing | null>(null);
  const several = colleaguesOf(snapshot).length > 1;
  const all = [...sagaDrafts, ...drafts];
  const handOne = (draft: MatterDraft | SagaDraft, title: string) =>
    setHanding({
      ids: [draft.id],
      owner: draft.owner ?? '',
      text: `“${title}”移交后在同事名下，由他接着办；您这里不再显示。`,
    });
  return (
    <section className="card">
      <div className="page-head">
        <h2 className="grow">没办完的草稿</h2>
        {several && all.length > 1 && (
          <Button
            onClick={() =>
              setHanding({
                ids: all.map(({ id }) => id),
                owner: me,
                text: `${all.length} 份草稿全部移交给同事，由他接着办；您这里不再显示。`,
              })
            }
          >
            全部移交…
          </Button>
        )}
      </div>
      {all.length === 0 ? (
        <Empty title="没有草稿">填写时会自动存草稿，断电、关机后可从这里继续。</Empty>
      ) : (
        <ul className="rows drafts">
          {sagaDrafts.map((draft) => (
            <DraftRow
              key={draft.id}
              draft={draft}
              title={sagaDraftTitle(desk, draft)}
              onGoOn={() => navigate(...sagaRoute(draft))}
              onHand={several ? handOne : null}
            />
          ))}
          {drafts.map((draft) => (
            <DraftRow
              key={draft.id}
              draft={draft}
              title={draftTitle(desk, draft)}
              onGoOn={() => navigate(...draftRoute(draft))}
              onHand={several ? handOne : null}
            />
          ))}
        </ul>
      )}
      <Others onHand={setHanding} />
      {handing && (
        <HandOverDialog
          title="移交草稿"
          text={handing.text}
          takers={desk.handOvers.takers(handing.owner)}
          onCancel={() => setHanding(null)}
          onDone={async (to) => {
            const done = await desk.handOvers.drafts(handing.ids, to);
            if (!done.ok) return done.error.text;
            setHanding(null);
            return null;
          }}
        />
      )}
    </section>
  );
}

function DraftRow<D extends MatterDraft | SagaDraft>(props: {
  draft: D;
  title: string;
  onGoOn: () => void;
  onHand: ((draft: D, title: string) => void) | null;
}) {
  const desk = useDesk();
  const snapshot = useDeskSnapshot();
  const { draft, title, onHand } = props;
  const { id, savedAt, owner, handedBy } = draft;
  return (
    <li>
      <span className="grow cut" title={title}>
        {title}
      </span>
      {owner === undefined && savedAt !== null && (
        <span className="tag warn" title="旧版本存的草稿，没有记是谁的；谁接着办就归谁">
          无主
        </span>
      )}
      {handedBy !== undefined && <span className="tag">{colleague(snapshot, handedBy).name}移交</span>}
      {savedAt && <span className="mute number">{shortMoment(savedAt)} 存</span>}
      <Button type="primary" ghost onClick={props.onGoOn}>
        继续
      </Button>
      {onHand && <Button onClick={() => onHand(draft, title)}>移交…</Button>}
      <Popconfirm
        title="删除这份草稿？"
        description="草稿里填写的内容会被删除，找不回来。"
        okText="删除"
        cancelText="不删"
        onConfirm={() => void desk.removeDraft(id)}
      >
        <Button>删除</Button>
      </Popconfirm>
    </li>
  );
}

/** For an administrator: who has how many, so that those of somebody away or gone can go on. */
function Others({ onHand }: { onHand: (handing: Handing) => void }) {
  const snapshot = useDeskSnapshot();
  const { othersDrafts } = snapshot;
  if (othersDrafts.length === 0) return null;
  const owners = [...new Set(othersDrafts.map(({ owner }) => owner))];
  return (
    <>
      <h3>同事的草稿（本机管理员可以移交，看不到内容）</h3>
      <ul className="rows drafts">
        {owners.map((owner) => {
          const theirs = othersDrafts.filter((draft) => draft.owner === owner);
          const { name, left } = colleague(snapshot, owner);
          const labels = [...new Set(theirs.map(({ label }) => label))].join('、');
          return (
            <li key={owner}>
              <span className="grow cut" title={labels}>
                {name} {theirs.length} 份：{labels}
              </span>
              {left && <span className="tag warn">已离岗</span>}
              <Button
                onClick={() =>
                  onHand({
                    ids: theirs.map(({ id }) => id),
                    owner,
                    text: `${name}的 ${theirs.length} 份草稿移交给同事，由他接着办。`,
                  })
                }
              >
                移交…
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
