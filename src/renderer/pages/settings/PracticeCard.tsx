import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** 练习: into practice, or out of it. */
export function PracticeCard() {
  const desk = useDesk();
  const { desk: state } = useDeskSnapshot();
  const [trouble, setTrouble] = useState<string | null>(null);
  const go = async (way: 'enter' | 'leave') => {
    const gone = await desk.practice[way]();
    setTrouble(gone.ok ? null : gone.error.text);
  };
  return (
    <section className="card" aria-label="练习">
      <h2>练习</h2>
      {state?.practice ? (
        <p>现在是练习。离开后程序重新打开，回到正式数据，和进入练习以前一样。</p>
      ) : (
        <p>
          在虚构的村子里练习受理，可以故意断网、断电、制造冲突。练习另用一个文件夹，<b>碰不到</b>
          本机的正式数据，也连不上正式平台。
        </p>
      )}
      <div className="buttons">
        {state?.practice ? (
          <Button onClick={() => void go('leave')}>离开练习</Button>
        ) : (
          <Popconfirm
            title="进入练习？"
            description="参保台会关闭，再以练习模式打开。没受理的表单已存草稿；待上传的业务要等离开练习后才继续上传。"
            okText="进入练习"
            cancelText="不进入"
            onConfirm={() => void go('enter')}
          >
            <Button>进入练习…</Button>
          </Popconfirm>
        )}
        {trouble && (
          <span className="tone-no" role="alert">
            {trouble}
          </span>
        )}
      </div>
    </section>
  );
}
