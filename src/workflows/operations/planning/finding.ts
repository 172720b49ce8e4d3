import type { Finding } from '../../plan/types.js';

type Details = Pick<Finding, 'fix' | 'subject'>;

export function refusal(code: string, text: string, details: Details = {}): Finding {
  return { code, severity: 'refusal', text, ...details };
}

/** Something that could not be found out. */
export function open(code: string, text: string, details: Details = {}): Finding {
  return { code, severity: 'unknown', text, ...details };
}

export function warning(code: string, text: string, details: Details = {}): Finding {
  return { code, severity: 'warning', text, ...details };
}

export function info(code: string, text: string, details: Details = {}): Finding {
  return { code, severity: 'info', text, ...details };
}
