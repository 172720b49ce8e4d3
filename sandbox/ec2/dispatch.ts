import { advance } from './advance.js';
import { AwsError } from './errors.js';
import { LostConnection, type Fault, type FaultInjector } from './faults.js';
import { authorize, identifyCaller, type AuthorizationPolicy } from './identity.js';
import type { Call, Caller } from './operation.js';
import type { RecordedCall } from './recorded-call.js';
import { OPERATIONS } from './registry.js';
import { SERVICES, isServiceName, type Service } from './services.js';
import { credentialScope, type CredentialScope } from './signature.js';
import type { Store } from './store.js';
import type { RawResponse, RawRequest } from './wire/protocols.js';
import type { Value } from './wire/xml.js';

export interface DispatcherOptions {
  readonly store: Store;
  readonly faults: FaultInjector;
  readonly now: () => Date;
  /** Waits real milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  readonly record: (call: RecordedCall) => void;
  readonly copySeconds: number;
  readonly settleSeconds: number;
  readonly permits: AuthorizationPolicy;
}

/** Answers requests; undefined means that the connection is to break instead. Throws only for its own defects. */
export type Dispatch = (request: RawRequest) => Promise<RawResponse | undefined>;

export function createDispatch(dependencies: DispatcherOptions): Dispatch {
  let count = 0;

  return async function dispatch(request) {
    count += 1;
    const requestId = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    const parsed = parseRequest(request);
    const { protocol } = parsed.service;
    const { scope, operation } = parsed;
    let entry = toRecordedCall(parsed, dependencies.now());
    try {
      const caller = identifyCaller(dependencies.store, parsed.service, scope, dependencies.now());
      const { account, sessionName } = caller;
      entry = { ...entry, account, ...(sessionName === undefined ? {} : { sessionName }) };
      const result = await execute(parsed, caller, dependencies);
      dependencies.record({ ...entry, outcome: 'ok' });
      return protocol.formatResponse(operation, result, requestId);
    } catch (error) {
      if (error instanceof LostConnection) {
        dependencies.record({ ...entry, outcome: 'lost' });
        return undefined;
      }
      if (!(error instanceof AwsError)) throw error;
      dependencies.record({ ...entry, outcome: error.code });
      return protocol.formatError(error, requestId);
    }
  };
}

function toRecordedCall({ scope, operation, params }: ParsedRequest, now: Date): Omit<RecordedCall, 'outcome'> {
  return { at: now.toISOString(), service: scope.service, operation, account: '', region: scope.region, params };
}

interface ParsedRequest {
  readonly service: Service;
  readonly scope: CredentialScope;
  readonly operation: string;
  readonly params: unknown;
}

/** Without a signature the service is unknown: EC2's error is as good as any. */
function parseRequest(request: RawRequest): ParsedRequest {
  const scope = credentialScope(request.headers) ?? {
    accessKeyId: '',
    sessionToken: undefined,
    region: '',
    service: 'ec2',
  };
  const service = SERVICES[isServiceName(scope.service) ? scope.service : 'ec2'];
  const { operation = '', params } = service.protocol.parseRequest(request);
  return { service, scope, operation, params };
}

async function execute(
  { service, scope, operation, params }: ParsedRequest,
  caller: Caller,
  dependencies: DispatcherOptions,
): Promise<Value> {
  const { store, faults, now, wait, copySeconds, settleSeconds, permits } = dependencies;
  const { region } = scope;
  const fault = faults.next({ operation, account: caller.account, region });
  if (fault?.kind === 'slow') await wait(fault.ms);
  if (fault?.kind === 'lost-request') throw new LostConnection();
  const refusal = fault === undefined ? undefined : toAwsError(fault, service, caller, `${scope.service}:${operation}`);
  if (refusal !== undefined) throw refusal;
  const permissions = OPERATIONS.find((one) => one.service === scope.service && one.name === operation);
  if (permissions === undefined) throw service.unknownOperation(operation);
  const call: Call = { store, caller, region, now: now(), copySeconds, settleSeconds };
  const prepared = permissions.prepare(params);
  await authorize(service, permissions.permissions, { params, call }, permits);
  if (prepared.dryRun) {
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  }
  advance(store, call.now);
  const result = prepared.run(call);
  if (fault?.kind === 'lost-answer') throw new LostConnection();
  return result;
}

function toAwsError(fault: Fault, service: Service, caller: Caller, permission: string): AwsError | undefined {
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
