import { Input, Select } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { maskCertNo } from '#shared/codes/masking';
import type { CardRead } from '#shared/readers/card';
import type { PersonHit } from '../../desk/api';
import { campaignYear, coverStatus } from '../../desk/coverStatus';
import { Empty } from '../../ui/Empty';
import { CardFacts } from '../../ui/reader/CardFacts';
import { holderOf } from '../../ui/reader/holderOf';
import { layWords, ReadButton, ReadTrouble } from '../../ui/reader/ReaderBar';
import { useReader } from '../../ui/reader/useReader';
import { useWedge } from '../../ui/reader/useWedge';
import { searchRoute, useSearchText } from '../../ui/searchText';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { PersonRows } from './PersonRows';

const MOST = 1000;

/** 人员: search, or go through a village. */
export function PersonsPage() {
  const desk = useDesk();
  const { revision, day } = useDeskSnapshot();
  const [params, setParams] = useSearchParams();
  const [query, setQuery] = useSearchText();
  const navigate = useNavigate();
  const villageId = params.get('village');
  const group = params.get('group') ? Number(params.get('group')) : null;
  const village = desk.villages().find((v) => v.id === villageId) ?? null;
  const asked = useDeferredValue(query.trim());
  const set = (changes: Record<string, string | null>) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [key, value] of Object.entries(changes)) value ? next.set(key, value) : next.delete(key);
        return next;
      },
      { replace: true },
    );

  const hits = useMemo((): PersonHit[] => {
    if (asked) return desk.search(asked.slice(0, 100), MOST);
    if (!village) return [];
    const year = campaignYear(day);
    return desk.personsOf(village.id, group).map((person) => ({
      id: person.id,
      name: person.name,
      certNoMasked: maskCertNo(person.certNo),
      birthDate: person.birthDate,
      place: `${village.name} ${village.groups[person.group - 1] ?? ''}`,
      householdId: person.householdId,
      status: coverStatus(person, year),
      by: '',
    }));
  }, [desk, revision, asked, village, group, day]);

  const [card, setCard] = useState<CardRead | null>(null);
  const search = (text: string, read: CardRead | null) => {
    setCard(read);
    navigate(...searchRoute(text, { replace: true }));
  };
  const reader = useReader((read) => search(read.number, read));
  useWedge((text) => search(text, null));
  /** Of the card, while what it was looked for by stands in the box. */
  const laid = card !== null && card.number === query.trim() ? card : null;

  return (
    <div className="full-page">
      <div className="page-head">
        <h1>人员</h1>
        <Input
          style={{ width: 380 }}
          autoFocus
          allowClear
          maxLength={100}
          aria-label="查找人员"
          placeholder="身份证号 / 姓名 / 拼音首字母 / 手机 / 户号"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Select
          style={{ width: 180 }}
          aria-label="村（居）"
          placeholder="或按村查看"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={villageId}
          options={desk.villages().map((v) => ({ value: v.id, label: v.name }))}
          onChange={(value: string | undefined) => set({ village: value ?? null, group: null })}
        />
        {village && (
          <Select
            style={{ width: 120 }}
            aria-label="社（组）"
            placeholder="全部社"
            allowClear
            value={group}
            options={village.groups.map((label, index) => ({ value: index + 1, label }))}
            onChange={(value: number | undefined) => set({ group: value ? String(value) : null })}
          />
        )}
        <ReadButton reader={reader} brief />
        {hits.length > 0 && (
          <span className="mute number">
            {asked && hits.length === MOST ? `前 ${MOST} 人` : `${hits.length.toLocaleString('zh-CN')} 人`}
          </span>
        )}
        {reader.reading && (
          <p role="status" className="mute whole-line">
            {layWords(reader)}
          </p>
        )}
        <ReadTrouble reader={reader} />
        {laid && <CardFacts card={laid} record={holderOf(desk, laid.number)} day={day} />}
      </div>
      {hits.length > 0 ? (
        <PersonRows hits={hits} year={campaignYear(day)} />
      ) : (
        <div className="card">
          {asked ? (
            <Empty title={`没有找到“${asked.slice(0, 40)}”`}>
              请核对号码或换个写法；本机没有的人，可在“窗口受理”直接登记，由平台核对。
            </Empty>
          ) : village ? (
            <Empty title={`${village.name}没有在册人员`} />
          ) : (
            <Empty title="输入号码、姓名、拼音、手机或户号查找">也可以选择一个村，逐社查看。</Empty>
          )}
        </div>
      )}
    </div>
  );
}
