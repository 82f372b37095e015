"""Times the same UNet in tf_keras: `python measure_keras.py all|frozen STEPS`. Prints what measure-steps.ts prints."""

import json
import os
import sys
import time

START = time.perf_counter()
os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
import tf_keras as keras  # noqa: E402

BATCH, SIZE = 32, 128
TAPS = ["block_1_expand_relu", "block_3_expand_relu", "block_6_expand_relu", "block_13_expand_relu", "block_16_project"]


def unet(trainable):
    base = keras.applications.MobileNetV2(input_shape=(SIZE, SIZE, 3), include_top=False, weights=None)
    encoder = keras.Model(base.input, [base.get_layer(name).output for name in TAPS])
    encoder.trainable = trainable
    inputs = keras.Input((SIZE, SIZE, 3))
    *skips, x = encoder(inputs)
    for filters, skip in zip([512, 256, 128, 64], reversed(skips)):
        x = keras.layers.Conv2DTranspose(filters, 3, strides=2, padding="same", use_bias=False)(x)
        x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
        x = keras.layers.Concatenate()([x, skip])
    outputs = keras.layers.Conv2DTranspose(3, 3, strides=2, padding="same")(x)
    return keras.Model(inputs, outputs)


class Clock(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_train_batch_begin(self, batch, logs=None):
        self.begun = time.perf_counter()

    def on_train_batch_end(self, batch, logs=None):
        self.seconds.append(time.perf_counter() - self.begun)


def main(mode, steps):
    rng = np.random.default_rng(1)
    images = rng.uniform(-1, 1, (BATCH, SIZE, SIZE, 3)).astype(np.float32)
    masks = np.floor(rng.uniform(0, 3, (BATCH, SIZE, SIZE))).astype(np.float32)
    data = tf.data.Dataset.from_tensors((images, masks)).cache().repeat().prefetch(2)
    begun = time.perf_counter()
    model = unet(mode == "all")
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    clock = Clock()
    model.fit(data, steps_per_epoch=steps + 1, epochs=1, verbose=0, callbacks=[clock])
    first = time.perf_counter() - begun - sum(clock.seconds[1:])
    model.predict(images, batch_size=BATCH, verbose=0)
    forward = []
    for _ in range(steps):
        started = time.perf_counter()
        model.predict(images, batch_size=BATCH, verbose=0)
        forward.append(time.perf_counter() - started)
    print(json.dumps({
        "startSeconds": begun - START,
        "firstSeconds": first,
        "stepSeconds": clock.seconds[1:],
        "forwardSeconds": forward,
    }))


main(sys.argv[1], int(sys.argv[2]))
