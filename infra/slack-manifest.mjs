/* For the Slack CLI, which reads JSON: prints manifest.yml. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

console.log(JSON.stringify(parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'))));
