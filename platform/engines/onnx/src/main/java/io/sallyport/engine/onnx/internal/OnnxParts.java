package io.sallyport.engine.onnx.internal;

import io.sallyport.engine.onnx.internal.Protobuf.MalformedException;

/** Counts what an ONNX file is made of, so that reading a file of 64 MiB does not take gigabytes. For one thread. */
final class OnnxParts {
  /** Nodes, names, attributes and constants together: far more than any net has. */
  private static final int MOST = 2_000_000;
  private static final int DEEPEST = 40;

  private int parts;
  private int depth;

  void count() throws MalformedException {
    if (++parts > MOST) {
      throw new MalformedException("it has more than " + MOST + " parts");
    }
  }

  void enter() throws MalformedException {
    if (++depth > DEEPEST) {
      throw new MalformedException("graphs are nested more than " + DEEPEST + " deep");
    }
  }

  void leave() {
    depth--;
  }
}
