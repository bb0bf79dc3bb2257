import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { type HandoutState, isOverdue } from '#shared/campaign/handout';
import { daysBetween } from '#shared/domain/civilDate';
import { Empty } from '../../ui/Empty';
import { shortMoment } from '../../ui/moments';
import { officeOf } from '../../ui/office';
import { PrintPreview } from '../../ui/print/PrintPreview';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { HandoutEndDialog } from './HandoutEndDialog';
import { HANDOUT_TITLE, handoutPaper } from './handoutPaper';
import { endWords, FORM_WORDS, TIER_WORDS } from './handoutWords';

type Which = 'all' | 'out' | 'overdue';

/** 领用登记: what left the desk on paper or as a file, what became of it, and what is late. */
export function HandoutsView({ onTold }: { onTold: (text: string) => void }) {
  const desk = useDesk();
  const { revision, day, desk: state } = useDeskSnapshot();
  const all = useMemo(() => desk.handouts.all(), [desk, revision]);
  const [which, setWhich] = useState<Which>('all');
  const [ending, setEnding] = useState<HandoutState | null>(null);
  const [printing, setPrinting] = useState(false);
  const out = all.filter(({ end }) => end === null);
  const late = out.filter((one) => isOverdue(one, day));
  const shown = { all, out, overdue: late }[which];
  const sheet = useMemo(
    () => handoutPaper(shown, { office: officeOf(state), clerk: state?.clerk.name ?? '', day }),
    [shown, state, day],
  );
  if (all.length === 0)
    return (
      <div className="card">
        <Empty title="还没有花名册离开本机">
          从“下放与收回”导出或打印花名册时，会自动登记在这里；收回、销毁或遗失时到这里登记去向。
        </Empty>
      </div>
    );
  return (
    <>
      <div className="campaign-views">
        <Segmented<Which>
          aria-label="看哪些"
          value={which}
          onChange={setWhich}
          options={[
            { value: 'all', label: `全部 ${all.length}` },
            { value: 'out', label: `在外 ${out.length}` },
            { value: 'overdue', label: `逾期 ${late.length}` },
          ]}
        />
        <Button className="push" disabled={shown.length === 0} onClick={() => setPrinting(true)}>
          打印登记簿
        </Button>
      </div>
      <div className="card campaign-scroll">
        <table className="plain-table" aria-label="领用登记">
          <thead>
            <tr>
              {['领用', '批号', '范围', '用途与形式', '份', '人', '领用人', '原因', '应交回', '去向'].map(
                (head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => {
              const { handout, end } = one;
              return (
                <tr key={handout.id}>
                  <td className="nowrap">{shortMoment(handout.at)}</td>
                  <td className="nowrap">{handout.batchNo ?? ''}</td>
                  <td>{handout.place}</td>
                  <td>
                    {TIER_WORDS[handout.tier]}
                    <br />
                    {FORM_WORDS[handout.form]}
                  </td>
                  <td>{handout.copies}</td>
                  <td>{handout.people}</td>
                  <td className="name">{handout.receiver}</td>
                  <td>{handout.reason ?? ''}</td>
                  <td className="nowrap">{handout.due}</td>
                  <td>
                    {end ? (
                      <span className={end.how === 'lost' ? 'tag no' : 'mute'}>{endWords(end)}</span>
                    ) : (
                      <>
                        {isOverdue(one, day) ? (
                          <span className="tag warn">逾期 {daysBetween(handout.due, day)} 天</span>
                        ) : (
                          <span className="tag">在外</span>
                        )}{' '}
                        <Button
                          size="small"
                          aria-label={`登记去向：${handout.batchNo ? `第 ${handout.batchNo} 批` : '花名册'}（${FORM_WORDS[handout.form]}）`}
                          onClick={() => setEnding(one)}
                        >
                          登记去向
                        </Button>
                      </>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {ending && (
        <HandoutEndDialog
          state={ending}
          onClose={() => setEnding(null)}
          onDone={(text) => {
            setEnding(null);
            onTold(text);
          }}
        />
      )}
      {printing && (
        <PrintPreview sheet={sheet} fileName={`${HANDOUT_TITLE}-${day}`} onClose={() => setPrinting(false)} />
      )}
    </>
  );
}
