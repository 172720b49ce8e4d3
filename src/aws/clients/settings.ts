import type { NodeHttpHandler } from '@smithy/node-http-handler';

/** AWS credentials as every SDK client takes them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** The options of every SDK client of a place. The SDK takes the rest from its own chain and environment. */
export interface ClientSettings {
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
  readonly requestHandler: RequestHandler;
  readonly retryMode: 'standard';
  readonly maxAttempts: number;
}

export type RequestHandler = Pick<NodeHttpHandler, 'handle' | 'metadata'>;
