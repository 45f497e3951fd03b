"""A process that trains with Keras: requests on stdin, answers on stdout as protocol.ts says.

The whole training is one model.fit: between two requests it waits within a callback, and that time does not count.
"""

import base64
import json
import os
import sys
import time

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")


def say(answer):
    print(json.dumps(answer), flush=True)


try:
    import keras
    import numpy as np
    import tensorflow as tf
    from keras import layers
except ImportError:
    say({"absent": "not installed, see bench/python-environment.sh"})
    sys.exit()


def values_of(tensor):
    return np.frombuffer(base64.b64decode(tensor["base64"]), dtype="<f4").reshape(tensor["shape"])


def autoencoder(architecture):
    length, features = architecture["sequenceLength"], architecture["features"]
    latent, hidden = architecture["latentDim"], architecture["hiddenDim"]
    outer = [layers.LSTM(hidden, return_sequences=True) for _ in range(2 if hidden else 0)]
    return keras.Sequential(
        [
            keras.Input((length, features)),
            *outer[:1],
            layers.LSTM(latent),
            layers.RepeatVector(length),
            layers.LSTM(latent, return_sequences=True),
            *outer[1:],
            layers.TimeDistributed(layers.Dense(features)),
        ]
    )


def requested_epochs():
    """Waits for the next request; the end of stdin ends the process."""
    line = sys.stdin.readline()
    if not line:
        sys.stdout.flush()
        os._exit(0)
    return json.loads(line)["epochs"]


class Turns(keras.callbacks.Callback):
    def __init__(self, epochs):
        super().__init__()
        self.left = epochs
        self.done = []
        self.mark()

    def mark(self):
        self.since = time.perf_counter()
        self.processor_since = time.process_time()

    def on_epoch_end(self, epoch, logs):
        ms = (time.perf_counter() - self.since) * 1000
        processor_ms = (time.process_time() - self.processor_since) * 1000
        losses = {"loss": logs["loss"], "validationLoss": logs["val_loss"]}
        self.done.append({"ms": ms, "processorMs": processor_ms, **losses})
        self.left -= 1
        if self.left == 0:
            say({"epochs": self.done})
            self.done = []
            self.left = requested_epochs()
        self.mark()


def main():
    say({"engine": f"Keras {keras.__version__}, TensorFlow {tf.__version__}"})
    opening = json.loads(sys.stdin.readline())["open"]
    rows = values_of(opening["rows"])
    length = opening["architecture"]["sequenceLength"]
    x = np.stack([rows[start : start + length] for start in range(len(rows) - length + 1)])
    weights = [values_of(tensor) for tensor in opening["initialWeights"]]
    started = time.perf_counter()
    model = autoencoder(opening["architecture"])
    model.compile(optimizer=keras.optimizers.Adam(opening["learningRate"]), loss="mse")
    model.set_weights(weights)
    say({"openedIn": (time.perf_counter() - started) * 1000})
    model.fit(
        x,
        x,
        epochs=opening["epochs"],
        batch_size=opening["batchSize"],
        validation_split=opening["validationSplit"],
        shuffle=False,
        verbose=0,
        callbacks=[Turns(requested_epochs())],
    )


if __name__ == "__main__":
    main()
