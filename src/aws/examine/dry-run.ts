import type { EC2Client } from '@aws-sdk/client-ec2';
import { isPortFailure } from '../../workflows/errors.js';
import type { CallName } from '../../workflows/plan/calls.js';
import { CALL_INPUTS } from '../ec2/call-inputs.js';
import { call } from '../ec2/call.js';
import { sampleInput, type SampleIds } from './sample-input.js';

export interface DryRun {
  /** As IAM writes it: `ec2:CopyImage`. */
  readonly permission: string;
  /** `untold`: EC2 refused for another reason before it looked at the rights, or did not answer. */
  readonly state: 'allowed' | 'denied' | 'untold';
  /** AWS's own words, where it is not allowed. */
  readonly words?: string;
}

/**
 * Asks EC2 for each call that plans may hold whether it would be allowed, without making it. The client must be nobody
 * else's: from now on it makes dry runs only. What a dry run looks at besides rights is not promised by AWS.
 */
export async function dryRuns(client: EC2Client, ids: SampleIds): Promise<readonly DryRun[]> {
  neverForReal(client);
  const runs: DryRun[] = [];
  for (const name of callNames()) runs.push(await dryRun(client, name, ids));
  return runs;
}

function callNames(): readonly CallName[] {
  return Object.keys(CALL_INPUTS).filter((name): name is CallName => name in CALL_INPUTS);
}

async function dryRun(client: EC2Client, name: CallName, ids: SampleIds): Promise<DryRun> {
  const permission = `ec2:${name}`;
  try {
    await call(client, { name, account: '', region: '', input: sampleInput(CALL_INPUTS[name], ids) });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    // A dry run that succeeds is answered with an error. (Amazon EC2 API Reference, common parameters, DryRun)
    if (error.kind === 'refused' && error.code === 'DryRunOperation') return { permission, state: 'allowed' };
    return { permission, state: error.kind === 'denied' ? 'denied' : 'untold', words: error.message };
  }
  return { permission, state: 'untold', words: 'EC2 did not say what a dry run should say' };
}

/** Adds the parameter to whatever the client sends, and sends nothing that does not have it after all. */
function neverForReal(client: EC2Client): void {
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
