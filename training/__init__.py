"""The workshop: everything that needs a model. It runs as a child process, `python -m training`.

Shapes are written with these letters everywhere below: B batch, Q queries, N gallery,
D embedding, K top, L tokens, W works, H and W pixels only inside `[H, W, 3]`.
"""

import os

# ONNX Runtime sends home what it loads and how it fares, unless told not to before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
