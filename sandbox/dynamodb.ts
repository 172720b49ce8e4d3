import { mkdir } from 'node:fs/promises';
import { type Server } from 'node:http';
import { join } from 'node:path';
import dynalite from 'dynalite';

export interface Dynamo {
  readonly url: string;
  close(): Promise<void>;
}

/** DynamoDB on a loopback port of this process: kept in a folder where one is given, else in memory. */
export async function startDynamo({ directory }: { readonly directory?: string } = {}): Promise<Dynamo> {
  const path = directory === undefined ? undefined : join(directory, 'dynamodb');
  if (path !== undefined) await mkdir(path, { recursive: true });
  const server: Server = dynalite({
    createTableMs: 0,
    updateTableMs: 0,
    deleteTableMs: 0,
    ...(path === undefined ? {} : { path }),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String(portOf(server))}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          // Dynalite says null where Node says undefined.
          if (error instanceof Error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('dynalite does not listen on a port');
  return address.port;
}
