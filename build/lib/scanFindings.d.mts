export function unanswered(csv: string, answers: string): { found: number; sentences: string[] };
