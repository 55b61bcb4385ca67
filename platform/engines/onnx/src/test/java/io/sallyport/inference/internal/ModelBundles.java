package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.engine.onnx.internal.RadiatorFiles;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.Digests;
import io.sallyport.trust.site.PackageKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A real framework with model bundles made from the sources, as they are or spoilt. */
final class ModelBundles implements AutoCloseable {
  static final List<String> FILES = List.of("model.json", "model.onnx", "golden.json", "model-card.md", "model-card.json", "reference.json");

  private final Framework framework;
  private int installed;

  ModelBundles(Path cache) throws Exception {
    framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
    framework.start();
  }

  static Map<String, byte[]> files(String version) {
    Map<String, byte[]> files = new HashMap<>();
    FILES.forEach(name -> files.put(name, RadiatorFiles.read(version, name)));
    return files;
  }

  StagedPackage staged(String version) throws Exception {
    return staged(version, files(version));
  }

  /** A package version with a bundle of these files; each has another digest. */
  StagedPackage staged(String version, Map<String, byte[]> files) throws Exception {
    return staged("radiator-anomaly", version, files, Set.of());
  }

  StagedPackage staged(String name, String version, Map<String, byte[]> files) throws Exception {
    return staged(name, version, files, Set.of());
  }

  /** @param conduits names of those that the descriptor asks for */
  StagedPackage staged(String name, String version, Map<String, byte[]> files, Set<String> conduits) throws Exception {
    Bundle bundle = framework.getBundleContext().installBundle("test:" + installed++, new ByteArrayInputStream(jar(version, files)));
    bundle.start();
    String digest = Digests.sha256(("descriptor " + installed).getBytes(StandardCharsets.UTF_8));
    return new StagedPackage(new PackageVersion(name, PackageKind.MODEL, version, digest), List.of(bundle), conduits);
  }

  private byte[] jar(String version, Map<String, byte[]> files) throws Exception {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.putValue("Manifest-Version", "1.0");
    main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    main.putValue(Constants.BUNDLE_SYMBOLICNAME, "io.sallyport.model.test" + installed);
    main.putValue(Constants.BUNDLE_VERSION, version);
    main.putValue(ModelLoader.HEADER, "model.json");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        jar.putNextEntry(new JarEntry(file.getKey()));
        jar.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  static Map<String, Tensor> goldenInputs(ModelRegistry registry, StagedPackage staged, int vector) {
    return registry.find(staged.version().digest()).orElseThrow().golden().vectors().get(vector).inputs();
  }

  @Override
  public void close() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }
}
