import { z } from 'zod';

/**
 * What a clerk may do here (角色): `clerk` 经办, `reviewer` 复核, `assistant` 村协办, `policy` 政策, `administrator` 管理 (enrols and removes
 * clerks, turns keys). One person may be several of them.
 */
export const ClerkRole = z.enum(['clerk', 'reviewer', 'assistant', 'policy', 'administrator']);
export type ClerkRole = z.infer<typeof ClerkRole>;

export const ROLE_WORDS: Readonly<Record<ClerkRole, string>> = {
  clerk: '经办',
  reviewer: '复核',
  assistant: '村协办',
  policy: '政策',
  administrator: '管理',
};

/** Somebody who signs in at this desk. */
export const DeskClerk = z.strictObject({
  id: z.string().min(1).max(40),
  /** Number within the office (工号); two clerks never have the same. */
  staffNo: z.string().min(1).max(20),
  name: z.string().min(1).max(40),
  roles: z.array(ClerkRole).min(1).max(5),
});
export type DeskClerk = z.infer<typeof DeskClerk>;

/** A desk is one window of an office. */
export const MOST_CLERKS = 20;
