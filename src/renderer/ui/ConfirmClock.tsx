import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { longMoment } from './moments';
import { useDesk } from './useDesk';
import { useNow } from './useNow';

/** The clerk looks at date and time and says that they are right; then new work is accepted again. */
export function ConfirmClock() {
  const desk = useDesk();
  const now = useNow(1_000);
  const [trouble, setTrouble] = useState<string | null>(null);
  return (
    <>
      {trouble && <span className="tone-no">{trouble}</span>}
      <Popconfirm
        title="电脑的日期和时间正确吗？"
        description={
          <>
            电脑现在是 <b className="number">{longMoment(new Date(now).toISOString())}</b>。请对照手机或钟表；
            <br />
            不对的，请先在系统设置里改正，再回来确认。
          </>
        }
        okText="正确，继续受理"
        cancelText="返回"
        onConfirm={() =>
          void desk.confirmClock().then((done) => setTrouble(done.ok ? null : done.error.text))
        }
      >
        <Button>核对日期和时间…</Button>
      </Popconfirm>
    </>
  );
}
