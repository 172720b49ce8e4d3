/*
 * Writes the CloudFormation templates into a directory with the permissions filled in, so that each is written down once:
 * `{{iam/bot.json}}` is the document, `{{iam/bot.json KeepRequests}}` the actions of its statement. JSON is YAML.
 * `{{dashboards/cloudwatch.json as text}}` is a string that holds the document. `${Partition}` in a document becomes the
 * partition of the stack.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const TEMPLATES = new URL('cloudformation/', import.meta.url);

export function renderTemplates(directory) {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(TEMPLATES)) {
    const text = readFileSync(new URL(name, TEMPLATES), 'utf8');
    writeFileSync(
      `${directory}/${name}`,
      text.replaceAll(/'{{([^}]+)}}'/g, (_, name) => inOneLine(...name.split(' '))),
    );
  }
}

function inPartitionOfStack(_key, value) {
  return typeof value === 'string' && value.includes('${Partition}')
    ? { 'Fn::Sub': value.replaceAll('${Partition}', '${AWS::Partition}') }
    : value;
}

function inOneLine(file, ...which) {
  const document = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
  if (which.join(' ') === 'as text') return JSON.stringify(JSON.stringify(document));
  const [sid] = which;
  if (sid === undefined) return JSON.stringify(document, inPartitionOfStack);
  const statement = document.Statement.find(({ Sid }) => Sid === sid);
  if (statement === undefined) throw new Error(`${file} has no statement ${sid}`);
  return JSON.stringify(statement.Action);
}
