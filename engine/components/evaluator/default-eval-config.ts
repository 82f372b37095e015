/**
 * What is evaluated unless the cell says otherwise: a segmentation model with the signatures that the Trainer exports,
 * blessed when its pixel accuracy is at least 0.55 and at most 0.001 below the baseline's.
 */
export const defaultEvalConfig = {
  model_specs: [
    {
      signature_name: 'from_examples',
      preprocessing_function_names: ['transform_features'],
      label_key: 'label_xf',
      prediction_key: 'label_xf',
    },
  ],
  slicing_specs: [{}],
  metrics_specs: [
    {
      metrics: [
        { class_name: 'ExampleCount' },
        {
          class_name: 'SparseCategoricalAccuracy',
          threshold: {
            value_threshold: { lower_bound: 0.55 },
            change_threshold: { direction: 'HIGHER_IS_BETTER', absolute: -0.001 },
          },
        },
        { class_name: 'MeanIoU' },
        { class_name: 'IoU' },
        { class_name: 'MeanDice' },
        { class_name: 'BoundaryF1' },
      ],
    },
  ],
} as const;
