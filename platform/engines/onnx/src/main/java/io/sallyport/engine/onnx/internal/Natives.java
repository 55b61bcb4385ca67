package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.OrtEnvironment;
import io.sallyport.trust.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Loads ONNX Runtime's native libraries. An appliance has them unpacked in the distribution, which belongs to another owner and whose files
 * the launcher has compared with the signed inventory; they must be the ones that this very bundle carries. Elsewhere (TCK, trials of models,
 * tests) they are unpacked from the bundle to a fresh directory that only this user can enter, read back, compared, loaded, and deleted.
 * What was mapped from there, the same user could still change (ADR 0043).
 */
final class Natives {
  private static final String PATH_PROPERTY = "onnxruntime.native.path";
  static final String FOLDER = "native/linux-x64/";
  static final List<String> LIBRARIES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");
  /** Where the bundle with CUDA has its provider: not where ONNX Runtime would find it by itself. */
  private static final String PROVIDER_FOLDER = "/providers/linux-x64/";
  static final String CUDA_PROVIDER = PROVIDER_FOLDER + "libonnxruntime_providers_cuda.so";
  private static final List<String> PROVIDERS = List.of("libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so");
  private static final String PREFIX = "onnxruntime-";
  /** Of a distribution, below HOME. */
  private static final String INSTALLED = "lib/native/linux-x64";

  private Natives() {}

  /**
   * Loads those of a distribution.
   *
   * @param home the distribution
   * @param initialise must make ONNX Runtime load them
   */
  static void loadInstalled(Path home, Device device, Runnable initialise) {
    Path folder = home.resolve(INSTALLED);
    try {
      for (String library : LIBRARIES) {
        requireSame(OrtEnvironment.class.getResourceAsStream(FOLDER + library), folder.resolve(library));
      }
      for (String library : device.cuda().isPresent() ? PROVIDERS : List.<String>of()) {
        requireSame(Natives.class.getResourceAsStream(PROVIDER_FOLDER + library), folder.resolve(library));
      }
      initialise(folder, initialise);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use ONNX Runtime's native libraries in " + folder, e);
    }
  }

  private static void initialise(Path folder, Runnable initialise) {
    System.setProperty(PATH_PROPERTY, folder.toAbsolutePath().toString());
    try {
      initialise.run();
    } finally {
      System.clearProperty(PATH_PROPERTY);
    }
  }

  private static void requireSame(InputStream resource, Path installed) throws IOException {
    if (resource == null) {
      throw new IOException("the bundle has no " + installed.getFileName());
    }
    MessageDigest digest = Digests.newSha256();
    try (InputStream in = new DigestInputStream(resource, digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (!Digests.sha256(installed).equals(HexFormat.of().formatHex(digest.digest()))) {
      throw new IOException(installed + " is not the library that the engine was built with");
    }
  }

  /**
   * Loads those of this bundle.
   *
   * @param scratch created if absent; leftovers of earlier runs in it are removed
   * @param device decides whether the provider is put there too
   * @param initialise runs while the libraries are on disk: must make ONNX Runtime load them
   */
  static void load(Path scratch, Device device, Runnable initialise) {
    try {
      Files.createDirectories(scratch);
      removeLeftovers(scratch);
      Path folder = Files.createTempDirectory(scratch, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try {
        for (String library : LIBRARIES) {
          copy(OrtEnvironment.class.getResourceAsStream(FOLDER + library), library, folder.resolve(library));
        }
        for (String library : device.cuda().isPresent() ? PROVIDERS : List.<String>of()) {
          copy(Natives.class.getResourceAsStream(PROVIDER_FOLDER + library), library, folder.resolve(library));
        }
        initialise(folder, initialise);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack ONNX Runtime's native libraries to " + scratch, e);
    }
  }

  private static void copy(InputStream resource, String library, Path target) throws IOException {
    if (resource == null) {
      throw new IOException("the bundle has no " + library);
    }
    MessageDigest digest = Digests.newSha256();
    try (InputStream in = new DigestInputStream(resource, digest)) {
      Files.copy(in, target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-x------"));
      if (!Digests.sha256(target).equals(HexFormat.of().formatHex(digest.digest()))) {
        throw new IOException(library + " reads back other than it was written");
      }
    }
  }

  private static void removeLeftovers(Path scratch) throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(scratch, PREFIX + "*")) {
      for (Path leftover : leftovers) {
        remove(leftover);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    for (String library : LIBRARIES) {
      Files.deleteIfExists(folder.resolve(library));
    }
    for (String library : PROVIDERS) {
      Files.deleteIfExists(folder.resolve(library));
    }
    Files.deleteIfExists(folder);
  }
}
