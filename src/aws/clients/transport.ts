import type { RequestHandler } from './settings.js';

/** A call without a response. `sent` is false only if it certainly never left, since there was no connection. */
export class TransportFailure extends Error {
  constructor(
    readonly sent: boolean,
    /** Name and code are the original's: the SDK decides by them whether to try again. */
    override readonly name: string,
    readonly code: string,
    options: ErrorOptions,
  ) {
    super(sent ? 'AWS did not answer' : 'AWS could not be reached', options);
  }
}

/** Sends by `pool`, each attempt inside `within`, and throws `TransportFailure` for what gets no answer. */
export function withTransportErrors(
  pool: RequestHandler,
  run: <T>(send: () => Promise<T>) => Promise<T>,
): RequestHandler {
  return {
    metadata: pool.metadata,
    async handle(request, options) {
      try {
        return await run(() => pool.handle(request, options));
      } catch (error) {
        throw toTransportFailure(error);
      }
    },
  };
}

/**
 * Passes the operation of each attempt to `beforeCall`. For services that name it in the body: EC2, Auto Scaling, STS.
 */
export function withCallObserver(
  handler: RequestHandler,
  before: (operation: string) => Promise<void>,
): RequestHandler {
  return {
    metadata: handler.metadata,
    async handle(request, options) {
      const body: unknown = request.body;
      const [, operation = 'other'] = typeof body === 'string' ? (/(?:^|&)Action=(\w+)/.exec(body) ?? []) : [];
      await before(operation);
      return handler.handle(request, options);
    },
  };
}

const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function toTransportFailure(error: unknown): TransportFailure {
  const code = textField(error, 'code');
  const syscall = textField(error, 'syscall');
  // The handler's own connection timeout has no code, only its words.
  const timedOutConnecting = textField(error, 'message').includes('did not establish a connection');
  const sent = !(NOT_SENT.has(code) || syscall === 'connect' || syscall === 'getaddrinfo' || timedOutConnecting);
  return new TransportFailure(sent, textField(error, 'name'), code, { cause: error });
}

function textField(error: unknown, field: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
  return typeof value === 'string' ? value : '';
}
