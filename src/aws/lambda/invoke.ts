import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Gives a function that hands a payload to another Lambda function, and resolves when Lambda has taken it. */
export function createInvoker(functionName: string): (payload: unknown) => Promise<void> {
  // Slack waits for the response: one retry has to fit into its 3 seconds. If the first attempt succeeded after all,
  // the worker runs twice, which every button allows. A command is answered twice.
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
