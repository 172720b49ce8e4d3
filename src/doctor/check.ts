/** One thing that was looked at. All text is plain, and holds no token and nothing that people wrote. */
export interface CheckResult {
  /** What was looked at: "Slack token", "prod (444455556666) in eu-west-1". */
  readonly name: string;
  /**
   * - `ok`: as it should be.
   * - `warning`: it works, and is worth knowing.
   * - `failed`: something will not work.
   * - `untold`: it could not be found out; neither good nor bad.
   */
  readonly state: 'ok' | 'warning' | 'failed' | 'unknown';
  /** What was found, in one sentence. */
  readonly text: string;
  /** What to do about it. */
  readonly fix?: string;
}

const MARKS = { ok: 'ok  ', warning: 'WARN', failed: 'FAIL', unknown: '?   ' } as const satisfies Record<
  CheckResult['state'],
  string
>;

/** What to look at where nobody answers: what is asked for may be as it should be. */
export const NETWORK_FIX = 'look at the network, a proxy, and SLACK_API_URL or AWS_ENDPOINT_URL, then try again.';

/** One line a check, with the fix behind it. */
export function formatCheck({ name, state, text, fix }: CheckResult): string {
  return `${MARKS[state]}  ${name}: ${text}${fix === undefined ? '' : ` Fix: ${fix}`}`;
}
