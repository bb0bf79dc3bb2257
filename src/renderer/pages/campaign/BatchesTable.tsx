import { Button } from 'antd';
import { daysBetween } from '#shared/domain/civilDate';
import type { BatchView } from '../../desk/campaign/api';
import { Empty } from '../../ui/Empty';
import { shortMoment } from '../../ui/moments';

/** What is out, since when, with whom; and what has ended. */
export function BatchesTable(props: {
  batches: readonly BatchView[];
  day: string;
  onType: (batchId: string) => void;
  onSave: (view: BatchView) => void;
  onRecall: (view: BatchView) => void;
}) {
  if (props.batches.length === 0)
    return (
      <div className="card">
        <Empty title="还没有下放过名单">选好村和社，点“下放…”，写明交给谁。</Empty>
      </div>
    );
  return (
    <div className="card campaign-scroll">
      <table className="plain-table" aria-label="下放的名单">
        <thead>
          <tr>
            <th scope="col">批号</th>
            <th scope="col">范围</th>
            <th scope="col">领取人</th>
            <th scope="col">下放</th>
            <th scope="col">人数</th>
            <th scope="col">已带回</th>
            <th scope="col">在外</th>
            <th scope="col">情况</th>
            <th scope="col">办理</th>
          </tr>
        </thead>
        <tbody>
          {props.batches.map((view) => {
            const { batch, place, back, out } = view;
            return (
              <tr key={batch.id}>
                <td className="nowrap">{batch.no}</td>
                <td>{place}</td>
                <td className="name">{batch.receiver}</td>
                <td className="nowrap">{batch.day}</td>
                <td>{batch.people.length}</td>
                <td>{back}</td>
                <td>{out}</td>
                <td>
                  <State view={view} day={props.day} />
                </td>
                <td className="nowrap">
                  <Button
                    size="small"
                    aria-label={`录入结果（第 ${batch.no} 批）`}
                    onClick={() => props.onType(batch.id)}
                  >
                    录入结果
                  </Button>{' '}
                  <Button
                    size="small"
                    aria-label={`导出第 ${batch.no} 批的花名册`}
                    onClick={() => props.onSave(view)}
                  >
                    导出
                  </Button>{' '}
                  {out > 0 && (
                    <Button
                      size="small"
                      danger
                      aria-label={`收回第 ${batch.no} 批`}
                      onClick={() => props.onRecall(view)}
                    >
                      收回
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function State({ view: { batch, out }, day }: { view: BatchView; day: string }) {
  if (batch.recall)
    return (
      <span className="mute">
        {shortMoment(batch.recall.at)} 收回：{batch.recall.reason}
      </span>
    );
  if (out === 0) return <span className="tag ok">全部带回</span>;
  return <span className="tag warn">在外 {Math.max(0, daysBetween(batch.day, day))} 天</span>;
}
