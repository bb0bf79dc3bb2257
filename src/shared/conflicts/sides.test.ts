import { describe, expect, test } from 'vitest';
import { CONTEXT, operationOf, person, recordsOf } from '#fixtures/matterWorld';
import { canonicalJson, type Json } from '../json';
import { decideOnArrival } from '../matters/arrival';
import type { FieldConflict } from '../protocol/verdict';
import { isRegistered } from '../rules/sources/register';
import { PRECEDENCE, precedenceOf, sourceOf } from './precedence';
import { type ConflictVerdict, conflictFields, settlementOf } from './sides';

const WORLD = { deskName: '青禾镇一号窗口', acceptedAt: '2026-11-22T02:00:00.000Z' };
const EARLIER = '2026-11-21T10:00:00.000+08:00';
const LATER = '2026-11-23T10:00:00.000+08:00';
const subject = { kind: 'person', id: 'P1' } as const;
const change = (body: Record<string, Json>) =>
  operationOf('RES_CHANGE', { personId: 'P1', note: null, ...body }, recordsOf(person('P1')));
const field = (name: string, base: Json, desk: Json, platform: Json): FieldConflict => ({
  subject,
  field: name,
  base,
  desk,
  platform,
});
const verdictOf = (
  fields: FieldConflict[],
  changedBy: string | null,
  changedAt: string | null = EARLIER,
): ConflictVerdict => ({
  opId: '01J00000000000000000000001',
  bodyHash: '0'.repeat(64),
  at: LATER,
  outcome: 'conflict',
  why: 'FIELDS_CHANGED',
  text: '资料已变',
  fields,
  changedBy,
  changedAt,
  current: [],
});
const phone = field('phone', '15400000001', '15400000002', '15400000003');
const advised = (conflict: FieldConflict, by: string | null, at: string | null = EARLIER) =>
  conflictFields(change({ [conflict.field]: conflict.desk }), verdictOf([conflict], by, at), WORLD)[0];

describe('the sides of a conflict', () => {
  test('[CN1] every value is told in words, with the name of the field', () => {
    const sex = field('sex', '1', '2', '1');
    const [told] = conflictFields(change({ sex: '2' }), verdictOf([sex], null), WORLD);
    expect(told).toMatchObject({ label: '性别', base: '男', desk: '女', platform: '男', part: 'typed' });
  });

  test('[CN2] the source of the platform’s value is known by the name it gives', () => {
    expect(
      [
        '税务回传',
        '县公安局户籍科',
        '民政数据交换',
        '县经办机构(经办人 x)',
        '青禾镇一号窗口(经办人 a)',
        '河口镇窗口(经办人 b)',
        null,
      ].map((by) => sourceOf(by, WORLD.deskName)),
    ).toEqual(['tax', 'police', 'civil', 'county', 'thisDesk', 'otherDesk', 'before']);
  });

  test('[CN3] who is right by the table is recommended, with the reason', () => {
    const name = field('name', '甲', '乙', '丙');
    expect(advised(name, '县公安局户籍科')).toMatchObject({
      recommended: 'platform',
      why: expect.stringContaining('公安户籍'),
    });
    expect(advised(phone, '县公安局户籍科')).toMatchObject({ recommended: 'desk' });
    expect(advised(field('res.payment.2027', 'DUE', 'DUE', 'PAID'), '税务回传')).toMatchObject({
      recommended: 'platform',
    });
  });

  test('[CN3] between two windows the later one is recommended, and this desk’s own later word before its earlier one', () => {
    expect(advised(phone, '河口镇窗口(经办人 b)', EARLIER)?.recommended).toBe('desk');
    expect(advised(phone, '河口镇窗口(经办人 b)', LATER)?.recommended).toBe('platform');
    expect(advised(phone, '青禾镇一号窗口(经办人 a)', LATER)?.recommended).toBe('desk');
    expect(advised(phone, null, null)?.recommended).toBe('desk');
  });

  test('[CN15] who and when are the field’s own where the platform tells of it, else the record’s', () => {
    const own = { ...phone, changedBy: '税务回传', changedAt: EARLIER };
    const other = field('name', '甲', '乙', '丙');
    const operation = change({ phone: '15400000002', name: '乙' });
    const told = conflictFields(operation, verdictOf([own, other], '河口镇窗口(经办人 b)', LATER), WORLD);
    expect(told.map(({ changedBy, changedAt }) => [changedBy, changedAt])).toEqual([
      ['税务回传', EARLIER],
      ['河口镇窗口（经办人 b）', LATER],
    ]);
    expect(told.map(({ recommended }) => recommended)).toEqual(['desk', 'platform']);
    expect(sourceOf('青禾镇一号窗口（经办人 a）', '青禾镇一号窗口')).toBe('thisDesk');
    expect(sourceOf('青禾镇一号窗口(经办人 a)', '青禾镇一号窗口')).toBe('thisDesk');
  });

  test('[CN4] every line of the table names its article, or says that none is at hand', () => {
    for (const line of PRECEDENCE) {
      if (line.source === null) continue;
      expect(isRegistered(line.source), line.fields.join()).toBe(true);
    }
    expect(new Set(PRECEDENCE.flatMap(({ fields }) => fields)).size).toBe(
      PRECEDENCE.flatMap(({ fields }) => fields).length,
    );
    expect(precedenceOf('res.payment.2027')?.source?.article).toBe('第九条');
  });

  test('[CN5] choices are made for what this desk wanted, not for what it only relied on', () => {
    const read = field('villageCode', '220199100201', '220199100201', '220199100202');
    const operation = change({ phone: '15400000002', name: '乙方' });
    const fields = conflictFields(operation, verdictOf([phone, read], '河口镇窗口(经办人 b)'), WORLD);
    expect(fields.map(({ part }) => part)).toEqual(['typed', 'read']);
    expect(settlementOf(operation, fields, {})).toEqual({ kind: 'open', missing: ['联系电话'] });
    expect(settlementOf(operation, fields, { 'person:P1:phone': 'desk' })).toEqual({
      kind: 'again',
      fields: {},
    });
    expect(settlementOf(operation, fields, { 'person:P1:phone': 'platform' })).toEqual({
      kind: 'again',
      fields: { phone: '15400000003' },
    });
    expect(settlementOf(change({ phone: '15400000002' }), fields, { 'person:P1:phone': 'platform' })).toEqual(
      {
        kind: 'give-up',
      },
    );
  });

  test('[CN6] where the matter as such would change it, the platform’s side means not doing it', () => {
    const status = field('res.status', 'ACTIVE', 'PAUSED', 'TERMINATED');
    const pause = operationOf(
      'RES_CHANGE',
      { personId: 'P1', note: null, phone: '15400000002' },
      recordsOf(person('P1')),
    );
    const fields = conflictFields(pause, verdictOf([status], '县经办机构'), WORLD);
    expect(fields[0]).toMatchObject({ part: 'effect', desk: '暂停参保', platform: '终止参保' });
    expect(settlementOf(pause, fields, { 'person:P1:res.status': 'platform' })).toEqual({ kind: 'give-up' });
    expect(settlementOf(pause, fields, { 'person:P1:res.status': 'desk' })).toEqual({
      kind: 'again',
      fields: {},
    });
  });

  test('[CN8] what both sides wrote alike is no conflict, and the rest of the change is', () => {
    const operation = change({ phone: '15400000002', name: '乙方' });
    const both = recordsOf(person('P1', { version: 4, phone: '15400000002', name: '丙方' }));
    const arrival = decideOnArrival({
      operation,
      current: both,
      context: { ...CONTEXT, authoritative: true },
    });
    expect(arrival).toMatchObject({ outcome: 'conflict', fields: [{ field: 'name' }] });
    const alike = recordsOf(person('P1', { version: 4, phone: '15400000002' }));
    expect(
      decideOnArrival({ operation, current: alike, context: { ...CONTEXT, authoritative: true } }),
    ).toMatchObject({ outcome: 'applied', parallel: true });
    expect(canonicalJson(operation.body)).toContain('15400000002');
  });
});
