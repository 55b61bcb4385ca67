package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The recipe of both engine bundles, built here from stand-ins for the large jars: what is in them, what not, and that one excludes the other. */
class RecipeTest {
  private static final List<String> LIBRARIES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");
  private static final List<String> PROVIDERS = List.of("libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so", "libonnxruntime_providers_tensorrt.so");
  private static final String NATIVE = "ai/onnxruntime/native/";

  @TempDir static Path work;
  private static byte[] cpu;
  private static byte[] cuda;

  @BeforeAll
  static void build() throws Exception {
    cpu = build(Path.of("."), "onnxruntime-7.jar");
    cuda = build(Path.of("../onnx-cuda"), "onnxruntime_gpu-7.jar");
  }

  @Test
  void theCpuBundleHasTheCpusLibrariesOnly() throws Exception {
    assertEquals(Set.of(NATIVE + "linux-x64/libonnxruntime.so", NATIVE + "linux-x64/libonnxruntime4j_jni.so"), natives(cpu));
    assertTrue(headers(cpu).get("Provide-Capability").matches("io\\.sallyport\\.engine;(format=onnx;devices:List<String>=cpu|devices:List<String>=cpu;format=onnx),.*"), headers(cpu).get("Provide-Capability"));
  }

  @Test
  void theCudaBundleHasTwoProvidersMoreWhereOnnxRuntimeDoesNotLook() throws Exception {
    assertEquals(Set.of(NATIVE + "linux-x64/libonnxruntime.so", NATIVE + "linux-x64/libonnxruntime4j_jni.so", "providers/linux-x64/libonnxruntime_providers_shared.so",
        "providers/linux-x64/libonnxruntime_providers_cuda.so"), natives(cuda));
  }

  @Test
  void bothAreTheSameBundleButForTheDevice() throws Exception {
    Map<String, String> own = headers(cpu);
    Map<String, String> other = headers(cuda);
    Set<String> different = new TreeSet<>(own.keySet());
    different.addAll(other.keySet());
    different.removeIf(key -> own.getOrDefault(key, "").equals(other.getOrDefault(key, "")));
    assertEquals(Set.of("Bundle-Name", "Provide-Capability"), different);
    assertTrue(other.get("Provide-Capability").contains("devices:List<String>=\"cpu,cuda\"") && other.get("Provide-Capability").contains("format=onnx"), other.get("Provide-Capability"));
    assertTrue(own.get("Service-Component").contains("OnnxEngineComponent"), own::toString);
  }

  @Test
  void oneExcludesTheOther() throws Exception {
    Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, work.resolve("cache").toString()));
    framework.start();
    try {
      framework.getBundleContext().installBundle("cpu", new ByteArrayInputStream(cpu));
      BundleException refused = assertThrows(BundleException.class, () -> framework.getBundleContext().installBundle("cuda", new ByteArrayInputStream(cuda)));
      assertEquals(BundleException.DUPLICATE_BUNDLE_ERROR, refused.getType());
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  private static Set<String> natives(byte[] bundle) throws Exception {
    try (Jar jar = new Jar("bundle", new ByteArrayInputStream(bundle))) {
      return jar.getResources().keySet().stream().filter(name -> name.matches(".*\\.(so|dll|dylib)(\\..*)?")).collect(Collectors.toSet());
    }
  }

  private static Map<String, String> headers(byte[] bundle) throws Exception {
    try (Jar jar = new Jar("bundle", new ByteArrayInputStream(bundle))) {
      return jar.getManifest().getMainAttributes().entrySet().stream().filter(entry -> !entry.getKey().toString().startsWith("Bnd-") && !entry.getKey().toString().equals("Include-Resource"))
          .collect(Collectors.toMap(entry -> entry.getKey().toString(), entry -> entry.getValue().toString()));
    }
  }

  /** By the module's own instructions, with the classes of this module, which both compile. */
  private static byte[] build(Path module, String runtime) throws Exception {
    Path target = Files.createTempDirectory(work, "target");
    jar(target.resolve("embedded/api-7.jar"), List.of("ai/djl/Model.class"));
    jar(target.resolve("embedded/onnxruntime-engine-7.jar"), List.of("ai/djl/onnxruntime/engine/OrtEngine.class"));
    List<String> entries = new ArrayList<>(List.of("ai/onnxruntime/OrtEnvironment.class", "ThirdPartyNotices.txt", "META-INF/MANIFEST.MF"));
    for (String platform : List.of("linux-x64", "linux-aarch64", "win-x64", "osx-aarch64")) {
      LIBRARIES.forEach(library -> entries.add(NATIVE + platform + "/" + library));
      PROVIDERS.forEach(library -> entries.add(NATIVE + platform + "/" + library));
    }
    jar(target.resolve("embedded").resolve(runtime), entries);
    for (String provider : PROVIDERS) {
      Path file = target.resolve("unpacked").resolve(NATIVE + "linux-x64").resolve(provider);
      Files.createDirectories(file.getParent());
      Files.writeString(file, provider);
    }
    try (Builder builder = new Builder()) {
      builder.setProperties(module.resolve("bnd.bnd").toFile().getCanonicalFile());
      builder.setProperty("project.build.directory", target.toString());
      builder.setProperty("djl.version", "7");
      builder.setProperty("onnxruntime.version", "7");
      builder.setProperty(Constants.BUNDLE_VERSION, "0.1.0");
      builder.addClasspath(Path.of("target/classes").toFile());
      builder.addClasspath(classPath());
      builder.setProperty("-includeresource.classes", "@" + jarOfClasses());
      Jar built = builder.build();
      assertTrue(builder.isOk(), () -> builder.getErrors().toString());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      built.write(bytes);
      return bytes.toByteArray();
    }
  }

  private static List<File> classPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream().map(File::new).filter(File::exists).toList();
  }

  private static Path jarOfClasses() throws Exception {
    Path jar = work.resolve("classes.jar");
    if (!Files.exists(jar)) {
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar)); var files = Files.walk(Path.of("target/classes/io"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          out.putNextEntry(new ZipEntry(Path.of("target/classes").relativize(file).toString()));
          out.write(Files.readAllBytes(file));
        }
      }
    }
    return jar;
  }

  private static void jar(Path file, List<String> entries) throws Exception {
    Files.createDirectories(file.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write(content(entry));
      }
    }
  }

  /** Classes as they are, for bnd reads them. */
  private static byte[] content(String entry) throws Exception {
    if (entry.endsWith(".class")) {
      try (InputStream in = RecipeTest.class.getResourceAsStream("/" + entry)) {
        return in.readAllBytes();
      }
    }
    return (entry.endsWith("MANIFEST.MF") ? "Manifest-Version: 1.0\r\n" : entry).getBytes();
  }
}
