package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.OrtEnvironment;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.engine.onnx.internal.trial.Trial;
import io.sallyport.inference.engine.TrialRequest;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A fresh folder that only this user can enter, with what a child process needs for a trial; closing it deletes it with all that came into it. */
final class ChildFolder implements AutoCloseable {
  static final String PREFIX = "trial-";

  private final Path path;

  /** @param scratch created if absent */
  ChildFolder(Path scratch, TrialRequest request) throws IOException {
    Files.createDirectories(scratch);
    path = Files.createTempDirectory(scratch, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))).toAbsolutePath();
    try {
      for (String library : Natives.LIBRARIES) {
        unpack(library);
      }
      Files.write(path.resolve(Trial.MODEL), request.file().bytes());
      try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path.resolve(Trial.INPUTS))))) {
        write(request.vectors(), out);
        write(request.extremes(), out);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** Deletes what processes left that were cut off. */
  static void removeLeftovers(Path scratch) throws IOException {
    if (Files.isDirectory(scratch)) {
      try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(scratch, PREFIX + "*")) {
        for (Path leftover : leftovers) {
          delete(leftover);
        }
      }
    }
  }

  private void unpack(String library) throws IOException {
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(Natives.FOLDER + library)) {
      if (in == null) {
        throw new IOException("the bundle has no " + library);
      }
      Files.copy(in, path.resolve(library));
      Files.setPosixFilePermissions(path.resolve(library), PosixFilePermissions.fromString("r-x------"));
    }
  }

  private static void write(List<Map<String, Tensor>> calls, DataOutputStream out) throws IOException {
    out.writeInt(calls.size());
    for (Map<String, Tensor> call : calls) {
      out.writeInt(call.size());
      for (Map.Entry<String, Tensor> input : call.entrySet()) {
        write(input.getKey(), input.getValue(), out);
      }
    }
  }

  private static void write(String name, Tensor tensor, DataOutputStream out) throws IOException {
    out.writeUTF(name);
    out.writeUTF(Types.of(tensor.type()).name());
    long[] extents = tensor.shape().toArray();
    out.writeInt(extents.length);
    for (long extent : extents) {
      out.writeLong(extent);
    }
    out.writeInt(tensor.data().remaining());
    Channels.newChannel(out).write(tensor.data());
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
