import type { EC2Client } from '@aws-sdk/client-ec2';
import { isPortFailure } from '../../workflows/ports/errors.js';
import type { CallName } from '../../domain/plan/call-inputs.js';
import { CALL_INPUTS } from '../ec2/call/inputs.js';
import { sendCall } from '../ec2/call/call.js';
import { sampleInput, type SampleResourceIds } from './sample-input.js';

export interface DryRun {
  /** As IAM writes it: `ec2:CopyImage`. */
  readonly permission: string;
  /** `unknown`: EC2 refused for another reason before it checked permissions, or did not answer. */
  readonly state: 'allowed' | 'denied' | 'unknown';
  /** AWS's own message if the call is not allowed. */
  readonly message?: string;
}

/**
 * Asks EC2 whether each call of plans would be allowed, without making it. The client must not be shared: from now on
 * it makes dry runs only. AWS does not promise what a dry run checks besides permissions.
 */
export async function runDryRuns(client: EC2Client, ids: SampleResourceIds): Promise<readonly DryRun[]> {
  enforceDryRun(client);
  const runs: DryRun[] = [];
  for (const name of callNames()) runs.push(await tryCall(client, name, ids));
  return runs;
}

function callNames(): readonly CallName[] {
  return Object.keys(CALL_INPUTS).filter((name): name is CallName => name in CALL_INPUTS);
}

async function tryCall(client: EC2Client, name: CallName, ids: SampleResourceIds): Promise<DryRun> {
  const permission = `ec2:${name}`;
  try {
    await sendCall(client, { name, account: '', region: '', input: sampleInput(CALL_INPUTS[name], ids) });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    // A dry run that succeeds is answered with an error. (Amazon EC2 API Reference, common parameters, DryRun)
    if (error.kind === 'rejected' && error.code === 'DryRunOperation') return { permission, state: 'allowed' };
    return { permission, state: error.kind === 'access-denied' ? 'denied' : 'unknown', message: error.message };
  }
  return { permission, state: 'unknown', message: 'EC2 returned an unexpected response to a dry run' };
}

/** Adds the parameter to whatever the client sends, and refuses to send anything without it. */
function enforceDryRun(client: EC2Client): void {
  client.middlewareStack.add((next) => (args) => next({ ...args, input: { ...args.input, DryRun: true } }), {
    step: 'initialize',
    name: 'askForDryRun',
    override: true,
  });
  client.middlewareStack.add(
    (next) => (args) => {
      const body: unknown =
        typeof args.request === 'object' && args.request !== null ? Reflect.get(args.request, 'body') : undefined;
      if (typeof body !== 'string' || !/(^|&)DryRun=true(&|$)/.test(body)) throw new Error('This would be no dry run');
      return next(args);
    },
    { step: 'build', name: 'insistOnDryRun', override: true },
  );
}
