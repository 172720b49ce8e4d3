/** One call as it came and what became of it. */
export interface RecordedCall {
  readonly at: string;
  readonly service: string;
  readonly operation: string;
  /** Empty where the caller was not known. */
  readonly account: string;
  readonly region: string;
  /** Of an assumed role. */
  readonly sessionName?: string;
  readonly params: unknown;
  /** `ok`, the code of the error, or `lost`. */
  readonly outcome: string;
}
