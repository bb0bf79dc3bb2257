import { catalogueId } from '#shared/rules/session';

// Addresses in the window of what the rule book holds.

export const rulePath = (id: string): string => `/policy/${catalogueId(id)}`;
export const documentPath = (id: string): string => `/policy/document/${id}`;
export const articlePath = (document: string, no: string): string =>
  `/policy/article/${document}/${encodeURIComponent(no)}`;
export const matterPath = (matter: string): string => `/policy/matter/${matter}`;
