"""Times TFX's way of one task: python measure_peer.py import|statistics SOURCE OUT. Prints JSON, or fails where a package is missing."""
import glob, json, resource, sys, time

what, source, out = sys.argv[1:4]
started = time.time()
if what == 'statistics':
    import tensorflow_data_validation as tfdv
    started = time.time()
    for file in sorted(glob.glob(source + '/Split-*/*.gz')):
        tfdv.generate_statistics_from_tfrecord(file, out + '/stats.pb')
else:
    # What TFX's ImportExampleGen does with Beam's local runner: parse, serialize, split by hash, shuffle, write.
    import hashlib
    import apache_beam as beam
    import tensorflow as tf
    started = time.time()

    def split(record, _):
        return 0 if int(hashlib.sha256(record).hexdigest(), 16) % 3 < 2 else 1

    with beam.Pipeline() as pipeline:
        records = (
            pipeline
            | beam.io.ReadFromTFRecord(source + '/*.tfrecord')
            | beam.Map(tf.train.Example.FromString)
            | beam.Map(lambda example: example.SerializeToString(deterministic=True))
        )
        for name, part in zip(('train', 'eval'), records | beam.Partition(split, 2)):
            part | ('shuffle ' + name) >> beam.transforms.Reshuffle() | ('write ' + name) >> beam.io.WriteToTFRecord(
                f'{out}/{name}', file_name_suffix='.gz')
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({'seconds': time.time() - started, 'mebibytes': memory}))
