import { advance } from './advance.js';
import { AwsError } from './errors.js';
import { LostConnection, type Fault, type FaultBox } from './faults.js';
import { authorize, identify, type Permits } from './identity.js';
import type { Call, Caller } from './operation.js';
import type { RecordedCall } from './recorded-call.js';
import { OPERATIONS } from './registry.js';
import { SERVICES, isServiceName, type Service } from './services.js';
import { credentialScope, type CredentialScope } from './signature.js';
import type { Store } from './store.js';
import type { RawAnswer, RawRequest } from './wire/protocols.js';
import type { Value } from './wire/xml.js';

export interface DispatcherParts {
  readonly store: Store;
  readonly faults: FaultBox;
  readonly now: () => Date;
  /** Waits real milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  readonly record: (call: RecordedCall) => void;
  readonly copySeconds: number;
  readonly settleSeconds: number;
  readonly permits: Permits;
}

/** Answers requests; undefined means that the connection is to break instead. Throws only for its own defects. */
export type Dispatch = (request: RawRequest) => Promise<RawAnswer | undefined>;

export function createDispatch(parts: DispatcherParts): Dispatch {
  let count = 0;

  return async function dispatch(request) {
    count += 1;
    const requestId = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    const asked = read(request);
    const { protocol } = asked.service;
    const { scope, operation } = asked;
    let entry = entryOf(asked, parts.now());
    try {
      const caller = identify(parts.store, asked.service, scope, parts.now());
      const { account, sessionName } = caller;
      entry = { ...entry, account, ...(sessionName === undefined ? {} : { sessionName }) };
      const result = await carryOut(asked, caller, parts);
      parts.record({ ...entry, outcome: 'ok' });
      return protocol.answer(operation, result, requestId);
    } catch (error) {
      if (error instanceof LostConnection) {
        parts.record({ ...entry, outcome: 'lost' });
        return undefined;
      }
      if (!(error instanceof AwsError)) throw error;
      parts.record({ ...entry, outcome: error.code });
      return protocol.failure(error, requestId);
    }
  };
}

function entryOf({ scope, operation, params }: Asked, now: Date): Omit<RecordedCall, 'outcome'> {
  return { at: now.toISOString(), service: scope.service, operation, account: '', region: scope.region, params };
}

interface Asked {
  readonly service: Service;
  readonly scope: CredentialScope;
  readonly operation: string;
  readonly params: unknown;
}

/** Without a signature nothing says which service is meant: EC2's refusal is as good as any. */
function read(request: RawRequest): Asked {
  const scope = credentialScope(request.headers) ?? {
    accessKeyId: '',
    sessionToken: undefined,
    region: '',
    service: 'ec2',
  };
  const service = SERVICES[isServiceName(scope.service) ? scope.service : 'ec2'];
  const { operation = '', params } = service.protocol.read(request);
  return { service, scope, operation, params };
}

async function carryOut(
  { service, scope, operation, params }: Asked,
  caller: Caller,
  parts: DispatcherParts,
): Promise<Value> {
  const { store, faults, now, wait, copySeconds, settleSeconds, permits } = parts;
  const { region } = scope;
  const fault = faults.take({ operation, account: caller.account, region });
  if (fault?.kind === 'slow') await wait(fault.ms);
  if (fault?.kind === 'lost-request') throw new LostConnection();
  const refusal = fault === undefined ? undefined : refusalOf(fault, service, caller, `${scope.service}:${operation}`);
  if (refusal !== undefined) throw refusal;
  const wanted = OPERATIONS.find((one) => one.service === scope.service && one.name === operation);
  if (wanted === undefined) throw service.unknownOperation(operation);
  const call: Call = { store, caller, region, now: now(), copySeconds, settleSeconds };
  const prepared = wanted.prepare(params);
  await authorize(service, wanted.permissions, { params, call }, permits);
  if (prepared.dryRun) {
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  }
  advance(store, call.now);
  const result = prepared.run(call);
  if (fault?.kind === 'lost-answer') throw new LostConnection();
  return result;
}

function refusalOf(fault: Fault, service: Service, caller: Caller, permission: string): AwsError | undefined {
  switch (fault.kind) {
    case 'throttled':
      return service.throttled();
    case 'internal-error':
      return service.internal();
    case 'denied':
      return service.denied(caller.arn, permission);
    case 'expired-credentials':
      return service.expired();
    case 'refused':
      return new AwsError(fault.code, fault.message, fault.status);
    case 'lost-request':
    case 'lost-answer':
    case 'slow':
      return undefined;
  }
}
