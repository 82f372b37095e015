import type { ImageDomain } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { FeatureView } from './feature-view.ts';
import { isSet } from './proto-fields.ts';
import { AnomalyType, type Reason, reason } from './reason.ts';

/** Checks the share of images that TensorFlow can decode, and the size of the largest; widens the domain. */
export function checkImageDomain(domain: ImageDomain, view: FeatureView): Reason[] {
  return [...checkFormats(domain, view), ...checkSize(domain, view)];
}

function checkFormats(domain: ImageDomain, view: FeatureView): Reason[] {
  const formats = view.custom.find(({ name }) => name === 'image_format_histogram')?.val;
  if (!isSet(domain, 'minimumSupportedImageFraction') || formats?.case !== 'rankHistogram') return [];
  const { buckets } = formats.value;
  const known = buckets.filter(({ label }) => label !== 'UNKNOWN');
  const [supported, all] = [known, buckets].map((some) =>
    some.reduce((sum, one) => sum + one.sampleCount, 0),
  );
  const fraction = Math.fround((supported ?? 0) / (all ?? 0));
  const wanted = Math.fround(domain.minimumSupportedImageFraction);
  if (!(fraction < wanted)) return [];
  domain.minimumSupportedImageFraction = fraction;
  const text =
    `Fraction of values containing TensorFlow supported images: ${fraction.toFixed(6)} is lower than the threshold ` +
    `set in the Schema: ${wanted.toFixed(6)}.`;
  return [reason(AnomalyType.LOW_SUPPORTED_IMAGE_FRACTION, 'Low supported image fraction', text)];
}

function checkSize(domain: ImageDomain, { maximumBytes }: FeatureView): Reason[] {
  const allowed = domain.maxImageByteSize;
  if (!isSet(domain, 'maxImageByteSize') || BigInt(maximumBytes) <= allowed) return [];
  domain.maxImageByteSize = BigInt(maximumBytes);
  const text = `The largest image has bytes: ${maximumBytes}. The max allowed byte size is: ${allowed}.`;
  return [reason(AnomalyType.MAX_IMAGE_BYTE_SIZE_EXCEEDED, 'Num bytes exceeds the max byte size.', text)];
}
