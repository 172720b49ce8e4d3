/** Why a request or a step failed. The words for AMI Steward's own codes are in `listeners/blocks`. */
export interface Failure {
  /** A code of AWS, of a finding, or of AMI Steward: `InvalidAMIID.NotFound`, `not-confirmed`. */
  readonly code: string;
  /** What happened, in the words of AWS or of a finding. Plain text. */
  readonly message?: string;
  /** What to do about it, from the same source. */
  readonly advice?: string;
  /** The values that the words for the code need. */
  readonly params?: Readonly<Record<string, string>>;
  /** The result of each part, if the failure sums up several. */
  readonly parts?: readonly PartResult[];
}

export interface PartResult {
  /** What was done or not done, in the words of the plan: "Not shared with prod". */
  readonly text: string;
  /** Empty if the part succeeded. */
  readonly failures: readonly Failure[];
}
