"""Shows, pixel by pixel, what a model sees in a picture.

Everything that differs between Spaces stands in space.json, which is data: this file is the same in all of them.
The model's own serving signature decodes and preprocesses, so nothing here can differ from training.
"""

import base64
import io
import json
import os
from pathlib import Path

import gradio as gr
import numpy as np
import tensorflow as tf
from huggingface_hub import snapshot_download
from PIL import Image

HERE = Path(__file__).parent
SPACE = json.loads((HERE / "space.json").read_text(encoding="utf-8"))
CLASSES = SPACE["classes"]
PALETTE = np.array([entry["color"] for entry in CLASSES], dtype=np.float32)


def load_predict():
    """The serving signature of the pushed version, or of the folder in MODEL_FOLDER for a try before the push."""
    model = SPACE["model"]
    folder = os.environ.get("MODEL_FOLDER") or snapshot_download(model["repository"], revision=model["revision"])
    loaded = tf.saved_model.load(folder)
    signature = loaded.signatures[SPACE["serving"]["signature"]]
    # A signature does not keep its model alive.
    signature.model = loaded
    return signature


PREDICT = load_predict()


def predict_mask(image: Image.Image) -> np.ndarray:
    """Class codes, as high and wide as the model works."""
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, format="PNG")
    encoded = base64.urlsafe_b64encode(buffer.getvalue())
    serving = SPACE["serving"]
    result = PREDICT(**{serving["input"]: tf.constant([encoded])})
    return result[serving["output"]].numpy()[0]


def paint(image: Image.Image, mask: np.ndarray) -> Image.Image:
    """Half picture, half class colours, both from 0 to 255."""
    codes = Image.fromarray(mask.astype(np.uint8)).resize(image.size, Image.Resampling.NEAREST)
    colors = PALETTE[np.clip(np.asarray(codes), 0, len(PALETTE) - 1)]
    blended = 0.5 * np.asarray(image.convert("RGB"), dtype=np.float32) + 0.5 * colors
    return Image.fromarray(blended.round().astype(np.uint8))


def segment(image: Image.Image | None):
    if image is None:
        raise gr.Error("Choose a picture first")
    mask = predict_mask(image)
    shares = {entry["name"]: float((mask == code).mean()) for code, entry in enumerate(CLASSES)}
    return paint(image, mask), shares


demo = gr.Interface(
    fn=segment,
    inputs=gr.Image(type="pil", label="Picture"),
    outputs=[gr.Image(type="pil", format="png", label="What the model sees"), gr.Label(label="Share of the picture")],
    title=SPACE["title"],
    description=SPACE["description"],
    examples=[str(HERE / path) for path in SPACE["examples"]] or None,
    cache_examples=False,
    flagging_mode="never",
)

if __name__ == "__main__":
    demo.launch()
