package io.sallyport.engine.onnx.internal.trial;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the inputs that a model is tried with, in two parts: the number of calls; of each call the number of tensors; of each tensor name,
 * ONNX Runtime's type, rank, extents, bytes, content (little-endian). For one thread.
 */
final class Vectors implements AutoCloseable {
  private final DataInputStream in;

  Vectors(Path file) throws IOException {
    in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
  }

  /** How many calls the next part has. */
  int part() throws IOException {
    return in.readInt();
  }

  Map<String, OnnxTensor> next(OrtEnvironment environment) throws IOException, OrtException {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      String name = in.readUTF();
      OnnxJavaType type = OnnxJavaType.valueOf(in.readUTF());
      long[] shape = new long[in.readInt()];
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = in.readLong();
      }
      ByteBuffer data = ByteBuffer.allocateDirect(in.readInt()).order(ByteOrder.LITTLE_ENDIAN);
      ReadableByteChannel content = Channels.newChannel(in);
      while (data.hasRemaining()) {
        if (content.read(data) < 0) {
          throw new EOFException("the inputs are cut off");
        }
      }
      data.flip();
      inputs.put(name, OnnxTensor.createTensor(environment, data, shape, type));
    }
    return inputs;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
