import { z } from 'zod';

/**
 * The texts in an answer by their path, as the CLI's `--query` takes it: `ImageId`, `Instances[0].InstanceId`. The SDK's
 * own metadata is no part of the answer.
 */
export function flattenStrings(response: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    toEntries(response).flatMap(([key, value]) => (key === '$metadata' ? [] : flattenBelow(key, value))),
  );
}

function flattenBelow(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => flattenBelow(`${path}[${index}]`, item));
  // A date is no text, and has no fields.
  return toEntries(value).flatMap(([key, inner]) => flattenBelow(`${path}.${key}`, inner));
}

function toEntries(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

const resultsSchema = z.object({
  DeleteSnapshotResults: z.array(z.object({ SnapshotId: z.string(), ReturnCode: z.string() })).default([]),
});

/** What each code means for a person. (EC2 API, DeleteSnapshotReturnCode) */
const RETURN_CODE_TEXT: Readonly<Record<string, string>> = {
  success: 'deleted',
  skipped: 'kept: another AMI uses it',
  'missing-permissions': 'not deleted: the bot lacks ec2:DeleteSnapshot',
  'internal-error': 'not deleted: AWS failed, try to delete it later',
  'client-error': 'not deleted: AWS refused, it may be locked or in use',
};

/** The result for each snapshot of a deregistered AMI. Empty if none was to be deleted. */
export function snapshotResults(response: unknown): string | undefined {
  const results = resultsSchema.safeParse(response).data?.DeleteSnapshotResults ?? [];
  if (results.length === 0) return undefined;
  return results.map(({ SnapshotId, ReturnCode }) => `${SnapshotId} ${returnCodeText(ReturnCode)}`).join('; ');
}

function returnCodeText(code: string): string {
  return RETURN_CODE_TEXT[code] ?? `not deleted: ${code}`;
}
