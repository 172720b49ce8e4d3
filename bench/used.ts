/** What a piece of work in a process of its own took. */
export interface ScanUsage {
  /** How many AMIs it went through. */
  readonly amis: number;
  readonly ms: number;
  /** The most resident memory that the process ever had, in megabytes. */
  readonly peakMb: number;
}

/** Does the work, which gives the number of AMIs, and tells the process that started this one. */
export async function reportUsage(work: () => Promise<number>): Promise<void> {
  const started = performance.now();
  const amis = await work();
  const used: ScanUsage = { amis, ms: performance.now() - started, peakMb: process.resourceUsage().maxRSS / 1_024 };
  process.send?.(used);
  process.disconnect();
}
