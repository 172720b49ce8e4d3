import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { z } from 'zod';
import { readOnce } from '../read.js';
import type { Clients } from '../clients/clients.js';
import type { AccountRegion } from '../../domain/model/directory.js';

/** The most that one call takes. (Systems Manager API, GetParameters) */
const MAX_NAMES_PER_CALL = 10;

const answerSchema = z.object({ Parameters: z.array(z.object({ Value: z.string().default('') })).default([]) });

/** The values of parameters, without those that the Region does not have. */
export async function readParameters(
  clients: Clients,
  place: AccountRegion,
  names: readonly string[],
): Promise<readonly string[]> {
  const client = await clients.ssm(place);
  const chunks = Array.from({ length: Math.ceil(names.length / MAX_NAMES_PER_CALL) }, (_, index) =>
    names.slice(index * MAX_NAMES_PER_CALL, (index + 1) * MAX_NAMES_PER_CALL),
  );
  const answers = await Promise.all(
    chunks.map((chunk) =>
      readOnce(['ssm', 'GetParameters'], answerSchema, () => client.send(new GetParametersCommand({ Names: chunk }))),
    ),
  );
  return answers.flatMap(({ Parameters }) => Parameters.map(({ Value }) => Value)).filter((value) => value !== '');
}
