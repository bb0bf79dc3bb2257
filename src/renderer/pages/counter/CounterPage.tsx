import { useState } from 'react';
import { useDeskSnapshot } from '../../ui/useDesk';
import { Drafts } from './Drafts';
import { FindPerson } from './FindPerson';
import { MatterMenu } from './MatterMenu';

/** 窗口受理: start from a person or from a matter, or go on with a draft. */
export function CounterPage() {
  const { drafts, sagaDrafts } = useDeskSnapshot();
  // Above the menu while there are any, so that none is forgotten below it.
  const begun = drafts.length + sagaDrafts.length > 0;
  const [scans, setScans] = useState(0);
  return (
    <>
      <div className="page-head">
        <h1>窗口受理</h1>
      </div>
      <div className="cards">
        <FindPerson onScanned={() => setScans((n) => n + 1)} />
        {begun && <Drafts />}
        <section className="card">
          <h2>2　或直接选事项（新建人员、查询试算从这里开始）</h2>
          <MatterMenu scans={scans} />
        </section>
        {!begun && <Drafts />}
      </div>
    </>
  );
}
