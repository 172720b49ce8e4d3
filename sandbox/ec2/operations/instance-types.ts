import { filterPredicate, type FilterFields } from '../filters.js';
import { INSTANCE_TYPES, type InstanceType } from '../instance-types.js';
import { ec2Operation } from '../operation.js';
import { paginateList } from '../paging.js';
import { filters, text, wholeNumber } from '../parameters.js';

export const describeInstanceTypes = ec2Operation('DescribeInstanceTypes', {
  params: { Filter: filters, MaxResults: wholeNumber(5, 100).optional(), NextToken: text.optional() },
  run(params) {
    const shown = INSTANCE_TYPES.filter(filterPredicate(params.Filter, FIELDS, () => ({})));
    const page = paginateList(shown, { size: params.MaxResults, token: params.NextToken });
    return { instanceTypeSet: page.items.map(describe), nextToken: page.next };
  },
});

function describe(type: InstanceType) {
  return {
    instanceType: type.name,
    currentGeneration: type.currentGeneration,
    supportedVirtualizationTypes: [...type.virtualizationTypes],
    supportedRootDeviceTypes: [...type.rootDeviceTypes],
    supportedBootModes: [...type.bootModes],
    processorInfo: { supportedArchitectures: [...type.architectures] },
    networkInfo: { enaSupport: type.ena },
    vCpuInfo: { defaultVCpus: type.vcpus },
    memoryInfo: { sizeInMiB: type.memoryMiB },
  };
}

const FIELDS: FilterFields<InstanceType> = {
  'instance-type': ({ name }) => name,
  'current-generation': ({ currentGeneration }) => String(currentGeneration),
  'processor-info.supported-architecture': ({ architectures }) => architectures,
};
