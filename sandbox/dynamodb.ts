import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import dynalite from 'dynalite';

export interface Dynamo {
  /** What `AWS_ENDPOINT_URL_DYNAMODB` is set to. */
  readonly url: string;
  close(): Promise<void>;
}

export interface DynamoOptions {
  /** Where the tables outlive the process; in memory without. One process at a time can have it. */
  readonly directory?: string;
}

/** DynamoDB on a loopback port, without tables at first. */
export async function startDynamo({ directory }: DynamoOptions = {}): Promise<Dynamo> {
  const path = directory === undefined ? {} : { path: join(directory, 'dynamodb') };
  if (path.path !== undefined) await mkdir(path.path, { recursive: true });
  const server = dynalite({ ...path, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  // dynalite throws when a client disconnects, which would end the process in which it is embedded.
  server.on('request', (request) => request.removeAllListeners('error').on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('dynalite listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          // dynalite passes null where Node passes undefined.
          if (error instanceof Error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}
