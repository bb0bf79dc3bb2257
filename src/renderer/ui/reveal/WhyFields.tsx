import { Alert, Button, Input } from 'antd';

/** Why something masked is to be seen: the usual answers, or one typed. It is noted before anything is shown. */
export function WhyFields(props: {
  /** What is noted of the look, as it follows “谁、什么时候、”. */
  noted: string;
  usual: readonly string[];
  reason: string;
  onReason: (reason: string) => void;
  onEnter: () => void;
  trouble: string | null;
}) {
  const { noted, usual, reason, onReason, onEnter, trouble } = props;
  return (
    <>
      <p>为什么要看（必填）。谁、什么时候、{noted}、为什么，会记入“设置”里的查看记录，不能删除。</p>
      <div className="buttons reveal-usual">
        {usual.map((text) => (
          <Button key={text} aria-pressed={reason === text} onClick={() => onReason(text)}>
            {text}
          </Button>
        ))}
      </div>
      <Input
        autoFocus
        aria-label="查看原因"
        placeholder="也可以自己写，不要写号码"
        maxLength={200}
        value={reason}
        onChange={(event) => onReason(event.target.value)}
        onPressEnter={onEnter}
      />
      {trouble && <Alert type="error" title={trouble} showIcon className="reveal-trouble" />}
    </>
  );
}
