import { Button, Progress } from 'antd';
import type { ReactNode } from 'react';

/** A screen with one thing on it: opening, loading, locked, failed. */
export function WholeScreen(props: {
  title: string;
  text: string;
  busy?: boolean;
  progress?: { done: number; total: number } | null;
  detail?: string;
  action?: { label: string; run: () => void };
  children?: ReactNode;
}) {
  const { progress } = props;
  const percent = progress && progress.total > 0 ? Math.floor((progress.done / progress.total) * 100) : 0;
  return (
    <main className="whole" aria-busy={props.busy ?? false}>
      <div className="whole-card">
        <div className="whole-brand">参保台</div>
        <h1>{props.title}</h1>
        <p role="status">{props.text}</p>
        {progress && (
          <>
            <Progress percent={percent} showInfo={false} aria-label={props.title} />
            <p className="mute number">
              {progress.done.toLocaleString('zh-CN')} / {progress.total.toLocaleString('zh-CN')}
            </p>
          </>
        )}
        {props.detail && <pre className="detail">{props.detail}</pre>}
        {props.children}
        {props.action && (
          <Button type="primary" autoFocus onClick={props.action.run}>
            {props.action.label}
          </Button>
        )}
      </div>
    </main>
  );
}
