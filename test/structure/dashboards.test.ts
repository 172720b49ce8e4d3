import { expect, test } from '@jest/globals';
import { COUNTERS, VALUES } from '../../src/metrics/meter.js';
import { textOf } from './sources.js';

const MEASURED = [...Object.keys(COUNTERS), ...Object.keys(VALUES)].sort();

test.each(['grafana.json', 'cloudwatch.json'])('%s shows exactly the recorded metrics', (file) => {
  const text = textOf(`infra/dashboards/${file}`);

  const drawn = Array.from(text.matchAll(/steward_[a-z_]+/g), ([name]) => name.replace(/_bucket$/, ''));

  expect([...new Set(drawn)].sort()).toEqual(MEASURED);
  expect(() => JSON.parse(text) as unknown).not.toThrow();
});
