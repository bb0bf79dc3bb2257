import { z } from 'zod';
import { Jurisdiction } from '#shared/domain/region';
import { PlatformHealth } from '#shared/protocol/messages';
import { FILE_BYTES, type Route, SMALL_BYTES } from '#shared/protocol/routes';
import { Verdict } from '#shared/protocol/verdict';
import { VillageMoves } from '../register/moveVillages';
import { DeskAssignment } from './access';

const { api, protocol, serverTime } = PlatformHealth.shape;
const envelope = { api, protocol, serverTime };

/** One line of an import file: what became of it, or why it could not be made an operation. */
export const ImportResult = z.union([
  z.strictObject({ line: z.number().int(), verdict: Verdict }),
  z.strictObject({ line: z.number().int(), error: z.string() }),
]);
export type ImportResult = z.infer<typeof ImportResult>;

/** For the person who runs this platform, on its own machine. No part of the protocol: another platform has its own ways. */
export const OPERATOR_ROUTES = {
  makeRegistrationCode: {
    method: 'POST',
    path: '/operator/registration-codes',
    caller: 'operator',
    sentence: 'Makes a registration code for one desk.',
    body: { schema: z.strictObject({ jurisdiction: Jurisdiction }), maxBytes: SMALL_BYTES },
    answer: z.strictObject({ ...envelope, code: z.string() }),
    refusals: [],
  },
  publishPolicy: {
    method: 'POST',
    path: '/operator/policies',
    caller: 'operator',
    sentence: 'Signs and publishes a policy that is newer than the last.',
    body: { schema: z.strictObject({ policy: z.unknown() }), maxBytes: FILE_BYTES },
    answer: z.strictObject({ ...envelope, version: z.number().int() }),
    refusals: [],
  },
  importOperations: {
    method: 'POST',
    path: '/operator/import-operations',
    caller: 'operator',
    sentence: 'Takes in what another agency handled outside the desk.',
    body: {
      schema: z.strictObject({
        device: z.string().min(1).max(60),
        jurisdiction: Jurisdiction,
        lines: z.array(z.unknown()).min(1).max(5000),
      }),
      maxBytes: FILE_BYTES,
    },
    answer: z.strictObject({ ...envelope, results: z.array(ImportResult) }),
    refusals: [],
  },
  moveVillages: {
    method: 'POST',
    path: '/operator/move-villages',
    caller: 'operator',
    sentence: 'Gives villages other codes (撤乡并镇), with everybody in them.',
    body: { schema: VillageMoves, maxBytes: SMALL_BYTES * 2 },
    answer: z.strictObject({ ...envelope, persons: z.number().int(), records: z.number().int() }),
    refusals: [],
  },
  assignDesk: {
    method: 'POST',
    path: '/operator/assign-desk',
    caller: 'operator',
    sentence: 'Gives a registered desk another jurisdiction.',
    body: { schema: DeskAssignment, maxBytes: SMALL_BYTES },
    answer: z.strictObject({ ...envelope, name: z.string(), before: Jurisdiction }),
    refusals: [],
  },
} as const satisfies Record<string, Route>;
