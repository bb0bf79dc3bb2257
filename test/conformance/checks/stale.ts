import type { Person } from '#shared/domain/person';
import { hold } from '../breach';
import { inventedPhone } from '../people';
import type { Check } from '../suite';

/** Operations decided on what has changed since. */
export const STALE: readonly Check[] = [
  {
    id: 'CF19',
    rules: ['SY7'],
    en: 'An operation on an older version whose own fields did not change is applied and marked parallel; the other change stays.',
    zh: '依据旧版本、但自己的字段没有变化的业务照办并标记 parallel；别人的改动保留。',
    run: async ({ desk, people }) => {
      const [person] = (await people(1)) as [Person];
      const [phone, nation] = [inventedPhone(), '10'];
      const stale = desk.change(person, { nation });
      const quick = await desk.applied(desk.change(person, { phone }));
      const late = await desk.applied(stale);
      await desk.follow();
      const now = desk.person(person.id);
      hold(
        now.phone === phone && now.nation === nation,
        'Of two changes to different fields one is gone: an operation on an older version wrote the whole record.',
        '两笔业务改不同字段，却丢了一笔：依据旧版本的业务覆盖了整条记录。',
      );
      hold(
        !quick.parallel && late.parallel,
        'An operation whose record had moved on is not marked `parallel`, or one whose record had not is.',
        '记录已变的业务没有标记 parallel，或没变的被标记了。',
      );
    },
  },
  {
    id: 'CF20',
    rules: ['SY7'],
    en: 'An operation on an older version whose field another changed is a conflict that names base, desk and platform values, who and when; nothing is overwritten.',
    zh: '依据旧版本、且同一字段已被改动的业务答复 conflict，列出原值、终端值、平台值、何人何时；不覆盖。',
    run: async ({ desk, people }) => {
      const [person] = (await people(1)) as [Person];
      const [first, second] = [inventedPhone(), inventedPhone()];
      const stale = desk.change(person, { phone: second });
      await desk.applied(desk.change(person, { phone: first }));
      const verdict = await desk.pushOne(stale);
      await desk.follow();
      hold(
        desk.person(person.id).phone === first,
        'An operation on an older version overwrote the same field: the other clerk’s work is lost.',
        '依据旧版本的业务覆盖了同一字段：另一位经办人的改动丢了。',
      );
      const field =
        verdict.outcome === 'conflict' ? verdict.fields.find((f) => f.field === 'phone') : undefined;
      hold(
        verdict.outcome === 'conflict' && verdict.why === 'FIELDS_CHANGED',
        `An operation on a field that another changed was answered “${verdict.outcome}”; a conflict FIELDS_CHANGED is due.`,
        `字段已被他人改动的业务应答复 conflict（FIELDS_CHANGED），平台答复 ${verdict.outcome}。`,
      );
      hold(
        field?.base === person.phone && field.desk === second && field.platform === first,
        'The conflict does not give base, desk and platform value of the field: the clerk cannot choose.',
        '冲突结论没有给出该字段的原值、终端值和平台值，经办人无从选择。',
      );
      hold(
        (verdict.changedBy ?? '') !== '' && !Number.isNaN(Date.parse(verdict.changedAt ?? '')),
        'The conflict does not say who changed the record and when.',
        '冲突结论没有说明何人何时改动。',
      );
    },
  },
];
