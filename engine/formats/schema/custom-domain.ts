import { type Feature, FeatureSchema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { parseTextProto } from '../text-proto/parse-text-proto.ts';
import { customText, type FeatureView } from './feature-view.ts';

/** The domain that the statistics tell of themselves, as those of encoded images do; undefined where they tell none. */
export function customDomain(view: FeatureView): Feature['domainInfo'] | undefined {
  const text = customText(view, 'domain_info');
  return text === '' ? undefined : parseTextProto(FeatureSchema, text).domainInfo;
}
