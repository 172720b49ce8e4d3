/** ISO 8601 in UTC, so many milliseconds later. */
export function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
