import type { Clock } from '../workflows/ports/clock-and-ids.js';
import type { Labels, Meter } from './meter.js';

/**
 * A meter that writes each value as a line in CloudWatch's embedded metric format: on Lambda a process cannot be
 * scraped. (CloudWatch User Guide, "Specification: Embedded metric format")
 */
export function createEmbeddedMeter(clock: Clock, write: (line: string) => void): Meter {
  function put(name: string, labels: Labels, unit: 'Count' | 'Seconds', value: number): void {
    const metric = {
      Namespace: 'AmiSteward',
      Dimensions: [Object.keys(labels)],
      Metrics: [{ Name: name, Unit: unit }],
    };
    const root = { _aws: { Timestamp: clock.now().getTime(), CloudWatchMetrics: [metric] }, ...labels, [name]: value };
    write(JSON.stringify(root));
  }
  return {
    count: (name, labels, by = 1) => put(name, labels, 'Count', by),
    observe: (name, labels, seconds) => put(name, labels, 'Seconds', seconds),
  };
}
