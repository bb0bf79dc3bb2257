/**
 * Expected failure is a value with a reason; a throw is a bug.
 * `E` is a closed union of reasons wherever the caller must tell them apart.
 */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });
