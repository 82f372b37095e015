"""Evaluates with TFMA as TFX's Evaluator does and prints seconds and the largest memory, as measure-evaluation.ts does.

    python measure_tfma.py EXAMPLES MODEL [BASELINE]
"""

import json
import os
import resource
import sys
import tempfile
import time

os.environ.setdefault('TF_USE_LEGACY_KERAS', '1')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import apache_beam as beam
from google.protobuf import json_format
from tensorflow_model_analysis import constants
from tensorflow_model_analysis.api import model_eval_lib
from tensorflow_model_analysis.proto import config_pb2
from tensorflow_model_analysis.utils import config_util
from tfx_bsl.tfxio import tf_example_record

CONFIG = {
    'model_specs': [{
        'signature_name': 'from_examples', 'preprocessing_function_names': ['transform_features'],
        'label_key': 'label_xf', 'prediction_key': 'label_xf'}],
    'slicing_specs': [{}],
    'metrics_specs': [{'metrics': [{
        'class_name': 'SparseCategoricalAccuracy', 'threshold': {
            'value_threshold': {'lower_bound': 0.55},
            'change_threshold': {'direction': 'HIGHER_IS_BETTER', 'absolute': -0.001}}}]}],
}


def main(examples, *folders):
    started = time.perf_counter()
    config = json_format.ParseDict(CONFIG, config_pb2.EvalConfig())
    config = config_util.update_eval_config_with_defaults(config, has_baseline=len(folders) > 1, rubber_stamp=True)
    models = [
        model_eval_lib.default_eval_shared_model(
            f'{folders[int(spec.is_baseline)]}/Format-Serving', tags=['serve'], eval_config=config,
            model_name=spec.name) for spec in config.model_specs]
    reader = tf_example_record.TFExampleRecord(
        file_pattern=f'{examples}/Split-eval/*.gz', raw_record_column_name=constants.ARROW_INPUT_COLUMN)
    with beam.Pipeline() as pipeline:
        _ = pipeline | reader.BeamSource() | model_eval_lib.ExtractEvaluateAndWriteResults(
            eval_config=config, eval_shared_model=models if len(models) > 1 else models[0],
            output_path=tempfile.mkdtemp())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({'seconds': time.perf_counter() - started, 'mebibytes': memory}))


if __name__ == '__main__':
    main(*sys.argv[1:])
