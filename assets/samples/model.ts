/** The model of the pets pipeline: edit it, and only the cells that depend on it become stale. */
import { unet } from 'millrace';

/** @param hyperparameters from the Trainer's parameters or from a Tuner */
export function buildModel(hyperparameters: Record<string, number>) {
  return unet({
    classes: 3,
    // A frozen encoder trains fast; set to true to train all 6.5 million weights.
    encoderTrainable: hyperparameters.train_encoder === 1,
    // Batch normalisation keeps moving averages for serving; with so few steps they must follow quickly.
    decoderMomentum: 0.9,
  });
}
