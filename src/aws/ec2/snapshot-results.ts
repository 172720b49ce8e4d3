import { z } from 'zod';

const resultsSchema = z.object({
  DeleteSnapshotResults: z.array(z.object({ SnapshotId: z.string(), ReturnCode: z.string() })).default([]),
});

/** What each code means for a person. (EC2 API, DeleteSnapshotReturnCode) */
const MEANING: Readonly<Record<string, string>> = {
  success: 'deleted',
  skipped: 'kept: another AMI uses it',
  'missing-permissions': 'not deleted: the bot lacks ec2:DeleteSnapshot',
  'internal-error': 'not deleted: AWS failed, try to delete it later',
  'client-error': 'not deleted: AWS refused, it may be locked or in use',
};

/** What became of each snapshot when an AMI was deregistered with them; nothing when none was to be deleted. */
export function snapshotResults(answer: unknown): string | undefined {
  const results = resultsSchema.safeParse(answer).data?.DeleteSnapshotResults ?? [];
  if (results.length === 0) return undefined;
  return results.map(({ SnapshotId, ReturnCode }) => `${SnapshotId} ${meaning(ReturnCode)}`).join('; ');
}

function meaning(code: string): string {
  return MEANING[code] ?? `not deleted: ${code}`;
}
