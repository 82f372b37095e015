import * as z from 'zod';

const steps = (what: string) =>
  z
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ title: `${what} steps`, description: '0 takes every example once' });

/** What Trainer and Tuner can be told about training; defaults are Keras's where it has them. */
export const trainingParameters = z.object({
  module_file: z.string().meta({
    title: 'Model module',
    description: 'TypeScript file that exports buildModel(hyperparameters), or runFn(args) for full control',
    widget: 'module',
  }),
  epochs: z
    .number()
    .int()
    .min(1)
    .default(10)
    .meta({ title: 'Epochs', description: 'Passes over the training data' }),
  batch_size: z
    .number()
    .int()
    .min(1)
    .default(32)
    .meta({ title: 'Batch size', description: 'Examples a step' }),
  train_steps: steps('Training'),
  eval_steps: steps('Validation'),
  train_splits: z.array(z.string()).min(1).default(['train']).meta({ title: 'Training splits' }),
  eval_splits: z.array(z.string()).default(['eval']).meta({ title: 'Validation splits' }),
  label_key: z
    .string()
    .default('label_xf')
    .meta({ title: 'Label', description: 'Transformed feature that the model learns to predict' }),
  loss: z
    .enum([
      'sparse_categorical_crossentropy',
      'binary_crossentropy',
      'mean_squared_error',
      'mean_absolute_error',
    ])
    .default('sparse_categorical_crossentropy')
    .meta({
      title: 'Loss',
      description: 'Unless the module exports its own loss(labels, outputs); outputs are logits',
    }),
  class_weights: z.array(z.number().min(0)).default([]).meta({
    title: 'Class weights',
    description: 'One factor a class for the cross-entropy; none weighs all alike',
  }),
  optimizer: z
    .enum(['adam', 'adamw', 'sgd', 'momentum', 'rmsprop'])
    .default('adam')
    .meta({ title: 'Optimizer' }),
  learning_rate: z.number().positive().default(0.001).meta({ title: 'Learning rate' }),
  learning_rate_schedule: z
    .enum(['constant', 'cosine', 'exponential'])
    .default('constant')
    .meta({ title: 'Schedule', description: 'Cosine falls to zero, exponential to a hundredth at the end' }),
  warmup_steps: z
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ title: 'Warm-up steps', description: 'Steps in which the learning rate rises from zero' }),
  weight_decay: z.number().min(0).default(0.004).meta({ title: 'Weight decay', description: 'For adamw' }),
  clip_norm: z
    .number()
    .min(0)
    .default(0)
    .meta({ title: 'Clip gradients', description: 'Largest global norm of the gradients; 0 leaves them' }),
  early_stopping_patience: z.number().int().min(0).default(0).meta({
    title: 'Early stopping',
    description: 'Epochs without a better validation loss before training ends; 0 never',
  }),
  restore_best: z
    .boolean()
    .default(false)
    .meta({ title: 'Export the best epoch', description: 'Rather than the last one' }),
  augmentation: z
    .array(z.enum(['flip', 'crop', 'color']))
    .default([])
    .meta({ title: 'Augmentation', description: 'Random changes of training images, and of masks alike' }),
  encoder_weights: z
    .enum(['pretrained', 'none'])
    .default('pretrained')
    .meta({ title: 'Encoder weights', description: 'Start a MobileNetV2 encoder from pretrained weights' }),
  seed: z
    .number()
    .int()
    .min(0)
    .default(42)
    .meta({ title: 'Seed', description: 'For weights, order and augmentation' }),
  sample_count: z
    .number()
    .int()
    .min(0)
    .max(64)
    .default(4)
    .meta({ title: 'Samples', description: 'Validation images predicted after each epoch', cosmetic: true }),
  threads: z
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ title: 'Threads', description: '0 uses every core', cosmetic: true }),
});

export type TrainingParameters = z.output<typeof trainingParameters>;
