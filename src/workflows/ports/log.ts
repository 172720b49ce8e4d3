/**
 * Writes structured lines for operators. A message is constant, so that it can be searched for; the details are in the
 * fields. Fields hold ids and codes, never text of users, tokens or whole payloads. No method throws.
 */
export interface Log {
  debug(message: string, fields: LogFields): void;
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;
