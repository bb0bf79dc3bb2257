import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { canonicalJson, type Json } from '#shared/json';
import type { Fields } from '#shared/matters/form';
import { inquiryOf } from '#shared/matters/inquiries/index';
import type { Inquiry } from '#shared/matters/inquiries/inquiry';
import { Empty } from '../../ui/Empty';
import { useHelpAbout } from '../../ui/help/useHelpAbout';
import { recordsFor } from '../../ui/recordsFor';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { MatterFields } from '../counter/MatterFields';
import { AnswerView } from '../policy/AnswerView';

/** 查询试算: one question to the rules. Nothing is accepted, written or sent. */
export default function InquiryPage() {
  const { code = '', personId } = useParams();
  const navigate = useNavigate();
  const inquiry = inquiryOf(code);
  if (!inquiry) {
    return (
      <div className="card">
        <Empty title="没有这样的查询">
          <Button type="primary" onClick={() => navigate('/counter')}>
            回到窗口受理
          </Button>
        </Empty>
      </div>
    );
  }
  return <OneInquiry key={`${code}/${personId ?? ''}`} inquiry={inquiry} personId={personId ?? null} />;
}

function OneInquiry({ inquiry, personId }: { inquiry: Inquiry; personId: string | null }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { day, revision } = useDeskSnapshot();
  useHelpAbout(useMemo(() => ({ matters: [], fields: inquiry.fields }), [inquiry]));
  const begin = (): Fields => {
    const empty = inquiry.initial(day);
    if (personId === null) return empty;
    const typed = { ...empty, personId };
    return inquiry.prefill(typed, 'personId', recordsFor(desk, typed), day);
  };
  const [fields, setFields] = useState(begin);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const asked = useMemo(() => desk.inquire(inquiry, fields), [desk, inquiry, fields, day, revision]);
  const enter = (name: string, value: Json) => {
    const typed = { ...fields, [name]: value };
    setFields(inquiry.prefill(typed, name, recordsFor(desk, typed), day));
  };
  const missing = inquiry.fields.filter(({ name }) => asked.problems[name] !== undefined);
  return (
    <div className="counter">
      <div className="page-head">
        <h1>{inquiry.title}</h1>
        <span className="tag warn">查询试算：不登记、不保存、不上传，不影响任何人的参保</span>
        <span className="tag">业务日期 {day}</span>
      </div>
      <form className="card form" onSubmit={(event) => event.preventDefault()} noValidate>
        <p className="mute">{inquiry.about}</p>
        <MatterFields
          form={inquiry}
          fields={fields}
          problems={asked.problems}
          showProblem={(name) => touched.has(name)}
          prefilled={NOTHING}
          onFile={null}
          onEnter={enter}
          onLeave={(name) => setTouched((set) => (set.has(name) ? set : new Set([...set, name])))}
        />
      </form>
      <section className="card panel" aria-label="查询结果">
        <div aria-live="polite">
          {!asked.answer && (
            <Empty title="还没有结果">
              {missing.length > 0
                ? `请填写：${missing.map(({ label }) => label).join('、')}。`
                : '填写左侧后这里给出结论。'}
            </Empty>
          )}
        </div>
        {asked.answer && asked.subject && (
          <AnswerView
            question
            subject={asked.subject}
            answer={asked.answer}
            json={canonicalJson(asked.answer as unknown as Json)}
          />
        )}
      </section>
      <div className="foot">
        <Button id="accept" onClick={() => setFields(inquiry.initial(day))}>
          清空重填
        </Button>
        <Button onClick={() => navigate('/counter')}>回到窗口受理</Button>
        <span className="foot-note mute">这里的结论只供答复询问；要办理的，请从窗口受理另开表单。</span>
      </div>
    </div>
  );
}

const NOTHING: ReadonlySet<string> = new Set();
