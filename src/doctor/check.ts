/** The result of one check. All text is plain, without tokens and without text of users. */
export interface CheckResult {
  /** The subject of the check: "Slack token", "prod (444455556666) in eu-west-1". */
  readonly name: string;
  /**
   * - `ok`: as expected.
   * - `warning`: it works, and is worth knowing.
   * - `failed`: something will not work.
   * - `unknown`: it could not be checked.
   */
  readonly state: 'ok' | 'warning' | 'failed' | 'unknown';
  /** The result in one sentence. */
  readonly text: string;
  /** What to do about it. */
  readonly fix?: string;
}

const MARKS = { ok: 'ok  ', warning: 'WARN', failed: 'FAIL', unknown: '?   ' } as const satisfies Record<
  CheckResult['state'],
  string
>;

/** What to check if the other side does not respond: the setting itself may be right. */
export const NETWORK_FIX = 'check the network, a proxy, and SLACK_API_URL or AWS_ENDPOINT_URL, then try again.';

/** One line per check, followed by the fix. */
export function formatCheck({ name, state, text, fix }: CheckResult): string {
  return `${MARKS[state]}  ${name}: ${text}${fix === undefined ? '' : ` Fix: ${fix}`}`;
}
