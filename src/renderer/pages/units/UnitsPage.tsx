import { Button, Input } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { Empty } from '../../ui/Empty';
import { useSearchText } from '../../ui/searchText';
import { draftRoute } from '../../ui/startMatter';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { WindowedRows } from '../../ui/WindowedRows';

const MOST = 2_000;

/** 单位: search by name, pinyin, code or number; the township's units as a list. */
export default function UnitsPage() {
  const desk = useDesk();
  const navigate = useNavigate();
  const { revision, day } = useDeskSnapshot();
  const [query, setQuery] = useSearchText();
  const asked = useDeferredValue(query.trim().slice(0, 100));
  const hits = useMemo(() => desk.unit.search(asked, MOST), [desk, revision, asked, day]);
  return (
    <div className="full-page">
      <div className="page-head">
        <h1>单位</h1>
        <Input
          style={{ width: 380 }}
          autoFocus
          allowClear
          maxLength={100}
          aria-label="查找单位"
          placeholder="单位名称 / 拼音首字母 / 信用代码 / 单位编号"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onPressEnter={() => {
            const [first] = desk.unit.search(query.trim().slice(0, 100), 1);
            if (query.trim() === '' || !first) return;
            navigate(`/units/${encodeURIComponent(first.unit.id)}`);
          }}
        />
        <span className="mute number" role="status">
          {hits.length} 个单位{asked !== '' && hits.length > 0 ? '，回车打开第一个' : ''}
        </span>
        <Button className="push" onClick={() => navigate(...draftRoute(desk.newDraft('UNIT_REGISTER', {})))}>
          单位参保登记
        </Button>
      </div>
      {hits.length > 0 ? (
        <WindowedRows
          label="单位"
          rowClass="unit-row"
          headings={['单位名称', '统一社会信用代码', '单位编号', '所在村（居）', '状态', '匹配项']}
          items={hits}
          rowPx={40}
          keyOf={({ unit }) => unit.id}
          cells={({ unit, place, by, owes }) => (
            <>
              <td className="cut">
                <Link to={`/units/${encodeURIComponent(unit.id)}`}>{unit.name}</Link>
              </td>
              <td className="number">{unit.uscc ?? '没有代码'}</td>
              <td className="number cut">{unit.version > 0 ? unit.id : '待平台编号'}</td>
              <td className="cut">{place}</td>
              <td>
                {unit.status === 'ENDED' ? (
                  <span className="tag">已注销</span>
                ) : owes ? (
                  <span className="tag no">欠费</span>
                ) : (
                  <span className="tag ok">正常</span>
                )}
              </td>
              <td className="mute">{by}</td>
            </>
          )}
        />
      ) : (
        <div className="card">
          {asked === '' ? (
            <Empty title="本辖区还没有参保单位">新成立的单位点右上角“单位参保登记”。</Empty>
          ) : (
            <Empty title={`没有找到“${asked.slice(0, 40)}”`}>
              请核对名称或代码；本辖区以外的单位由其所在地管理。
            </Empty>
          )}
        </div>
      )}
    </div>
  );
}
