/**
 * Every refusal of the service itself (not of an operation): its status and when it is given. The sentence to the clerk is
 * in Chinese and made where the refusal is.
 */
export const REFUSALS = {
  BAD_REQUEST: { status: 400, when: 'Not JSON, or a field does not fit; the text names the field.' },
  UNAUTHORISED: { status: 401, when: 'The token is not known (any more): register again.' },
  FORBIDDEN: {
    status: 403,
    when: 'A wrong or used registration code, or a route that is not for the caller.',
  },
  NOT_FOUND: { status: 404, when: 'No such route.' },
  CURSOR_UNKNOWN: { status: 410, when: 'The cursor is unknown or too old: fetch a new snapshot.' },
  SNAPSHOT_UNKNOWN: {
    status: 410,
    when: 'The snapshot is not kept (any more), or is not this desk’s: ask for a new one.',
  },
  CHAIN_FORKED: {
    status: 409,
    when: 'The device has another chain here: two desks went on from one journal. Nothing of the request was taken.',
  },
  CHAIN_GAP: {
    status: 409,
    when: 'Links are missing between the platform’s head and the first one sent; nothing was taken. Send from the head that is told.',
  },
  TOO_LARGE: { status: 413, when: 'More bytes than the route takes: halve the batch.' },
  UPGRADE: { status: 426, when: 'Another protocol version; undelivered operations are kept.' },
  BAG_UNUSABLE: {
    status: 422,
    when: 'The file is no bag, not for this platform, altered, or from a desk whose key is not known; nothing of it was taken.',
  },
  INTERNAL: { status: 500, when: 'A defect of the platform; sending again is safe.' },
  BUSY: { status: 503, when: 'The platform cannot answer now; `Retry-After` says in how many seconds.' },
} as const satisfies Record<string, { readonly status: number; readonly when: string }>;

export type RefusalCode = keyof typeof REFUSALS;
export const REFUSAL_CODES = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]];
