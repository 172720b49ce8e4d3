import type { AwsError } from '../errors.js';
import { parseQuery } from './query.js';
import { escapeXml, isList, renderXml, type Value } from './xml.js';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** The part after the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How one service writes requests and answers. */
export interface Protocol {
  /** The operation's name. `undefined` if the request names none. Parameters are not validated yet. */
  parseRequest(request: RawRequest): { readonly operation: string | undefined; readonly params: unknown };
  formatResponse(operation: string, result: Value, requestId: string): RawResponse;
  formatError(error: AwsError, requestId: string): RawResponse;
}

/** EC2's own variant of the query protocol. (Smithy, "AWS EC2 query protocol") */
export const ec2Query: Protocol = {
  parseRequest: readAction,
  formatResponse(operation, result, requestId) {
    const fields = Object.entries(typeof result === 'object' ? result : {});
    const body = fields.map(([name, value]: [string, Value]) => renderXml(name, value, 'item')).join('');
    return xml(
      200,
      `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${requestId}</requestId>${body}</${operation}Response>`,
    );
  },
  formatError({ status, code, message }, requestId) {
    return xml(
      status,
      `<Response><Errors><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
    );
  },
};

/** (Smithy, "AWS query protocol") */
export function awsQuery(namespace: string): Protocol {
  return {
    parseRequest: readAction,
    formatResponse(operation, result, requestId) {
      const inner = renderXml(`${operation}Result`, result, 'member');
      return xml(
        200,
        `<${operation}Response xmlns="${namespace}">${inner}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
      );
    },
    formatError({ status, code, message }, requestId) {
      const type = status >= 500 ? 'Receiver' : 'Sender';
      return xml(
        status,
        `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
    },
  };
}

/** (Smithy, "AWS JSON 1.1 protocol") */
export const awsJson: Protocol = {
  parseRequest({ headers, body }) {
    const target = headers['x-amz-target'];
    const operation = typeof target === 'string' ? target.split('.')[1] : undefined;
    return { operation, params: parseJson(body) };
  },
  formatResponse(_operation, result, requestId) {
    return json(200, result, { 'x-amzn-requestid': requestId });
  },
  formatError({ status, code, message }, requestId) {
    return json(status, { __type: code, message }, { 'x-amzn-requestid': requestId });
  },
};

/** The Recycle Bin's two reads. (Recycle Bin API Reference, ListRules and GetRule) */
export const recycleBinRest: Protocol = {
  parseRequest({ method, path, body }) {
    if (method === 'POST' && path === '/list-rules') return { operation: 'ListRules', params: parseJson(body) };
    const [, identifier] = /^\/rules\/([^/]+)$/.exec(path) ?? [];
    if (method !== 'GET' || identifier === undefined) return { operation: undefined, params: {} };
    return { operation: 'GetRule', params: { Identifier: decodeURIComponent(identifier) } };
  },
  formatResponse(_operation, result, requestId) {
    return json(200, result, { 'x-amzn-requestid': requestId });
  },
  formatError({ status, code, message }, requestId) {
    return json(status, { Message: message }, { 'x-amzn-requestid': requestId, 'x-amzn-errortype': code });
  },
};

/** The one read of S3 that is used, with the bucket in the path. (Amazon S3 API, ListObjectsV2) */
export const s3Rest: Protocol = {
  parseRequest({ method, path, query }) {
    const [, bucket] = /^\/([^/]+)\/?$/.exec(path) ?? [];
    const { 'list-type': type, ...params } = Object.fromEntries(new URLSearchParams(query));
    if (method !== 'GET' || bucket === undefined || type !== '2') return { operation: undefined, params: {} };
    return { operation: 'ListObjectsV2', params: { Bucket: bucket, ...params } };
  },
  formatResponse(_operation, result, requestId) {
    const fields = Object.entries(typeof result === 'object' ? result : {});
    const body = fields.map(([name, value]: [string, Value]) => flattened(name, value)).join('');
    const response = xml(
      200,
      `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${body}</ListBucketResult>`,
    );
    return { ...response, headers: { ...response.headers, 'x-amz-request-id': requestId } };
  },
  formatError({ status, code, message, headers }, requestId) {
    const response = xml(
      status,
      `<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId></Error>`,
    );
    return { ...response, headers: { ...response.headers, ...headers } };
  },
};

/** S3 puts the elements of a list one after the other, with nothing around them. */
function flattened(name: string, value: Value): string {
  return value !== undefined && isList(value)
    ? value.map((element) => renderXml(name, element, 'member')).join('')
    : renderXml(name, value, 'member');
}

function readAction({ body }: RawRequest): { operation: string | undefined; params: unknown } {
  const { Action, ...others } = parseQuery(body);
  // The version would name the protocol, which the service determines.
  const params = Object.fromEntries(Object.entries(others).filter(([name]) => name !== 'Version'));
  return { operation: typeof Action === 'string' ? Action : undefined, params };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body === '' ? '{}' : body);
  } catch {
    return undefined;
  }
}

function xml(status: number, body: string): RawResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>>): RawResponse {
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
