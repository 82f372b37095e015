import {
  type Feature,
  FeatureType,
  type Schema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';

/**
 * Names of the INT features whose values a schema declares to be categories (TFDV, utils/schema_util.py,
 * is_categorical_feature).
 */
export function categoricalIntegers({ feature }: Schema): readonly string[] {
  return feature.filter((one) => one.type === FeatureType.INT && isCategorical(one)).map(({ name }) => name);
}

function isCategorical({ domainInfo }: Feature): boolean {
  if (domainInfo.case === 'intDomain') return domainInfo.value.isCategorical;
  return domainInfo.case === 'boolDomain' || domainInfo.case === 'naturalLanguageDomain';
}
