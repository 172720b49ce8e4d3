import { HOME_CREDENTIALS } from './seed/accounts.js';

/**
 * Points the SDK's own chain at the sandbox, so that the app finds its AWS as in production. The user's AWS settings
 * are set aside: the sandbox must never reach a real account. Returns a function that restores them.
 */
export function setAwsEnvironment(urls: { readonly aws: string; readonly dynamodb: string }): () => void {
  const before = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'));
  clear();
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: HOME_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: HOME_CREDENTIALS.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: urls.aws,
    AWS_ENDPOINT_URL_DYNAMODB: urls.dynamodb,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  return () => {
    clear();
    Object.assign(process.env, Object.fromEntries(before));
  };
}

function clear(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
  }
}
