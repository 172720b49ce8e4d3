import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Gives a function that hands a payload to another Lambda function, and resolves when Lambda has taken it. */
export function createInvoker(functionName: string): (payload: unknown) => Promise<void> {
  // Slack waits for the answer meanwhile: one more try has to fit into its 3 seconds. When the first was taken after all, the
  // worker does it twice, which every button allows; a command is answered twice.
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: 500,
    requestTimeout: 800,
    throwOnRequestTimeout: true,
  });
  const client = new LambdaClient({ requestHandler, maxAttempts: 2 });
  return async (payload) => {
    await client.send(
      new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload: JSON.stringify(payload) }),
    );
  };
}
