package io.sallyport.compatibility;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.site.Descriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A partner's bundle, compiled from source against the plugin API of this build. */
record PluginJar(Path jar, Descriptor descriptor) {
  static final String SOURCE = """
      package com.acme;
      import io.sallyport.api.insight.*;
      import io.sallyport.api.lifecycle.*;
      import io.sallyport.api.signal.*;
      import java.util.function.*;
      public final class Limits implements Plugin {
        private final InsightSink insights;
        private SignalConsumer consumer;
        public Limits(InsightSink insights) { this.insights = insights; }
        @Override public void start() {
          consumer = batch -> { if (batch.quality(0) == Quality.GOOD && batch.value(0) > 3) raise(null); };
          Runnable asReference = this::stop;
          asReference.run();
        }
        @Override public void stop() { consumer = null; }
        @Override public Health health() { return Health.ok(Severity.HIGH.name() + new SignalId("a", "b", "1").hashCode()); }
        private void raise(Insight insight) { insights.raise(insight); }
      }
      """;

  static PluginJar compile(Path folder, String imports) {
    try {
      Path source = Files.createDirectories(folder.resolve("source/com/acme")).resolve("Limits.java");
      Files.writeString(source, SOURCE);
      Path classes = Files.createDirectories(folder.resolve("classes"));
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      int status = compiler.run(null, null, null, "--release", "17", "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), source.toString());
      if (status != 0) {
        throw new IllegalStateException("javac ends with " + status);
      }
      Path jar = folder.resolve("acme-limits-1.0.0.jar");
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().putValue("Bundle-SymbolicName", "com.acme.limits");
      manifest.getMainAttributes().putValue("Import-Package", imports);
      try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out, manifest); Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          zip.putNextEntry(new JarEntry(classes.relativize(file).toString()));
          zip.write(Files.readAllBytes(file));
        }
      }
      return new PluginJar(jar, descriptor(jar, "[0.1,0.2)"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  PluginJar withApi(String range) throws IOException {
    return new PluginJar(jar, descriptor(jar, range));
  }

  private static Descriptor descriptor(Path jar, String api) throws IOException {
    String json = """
        {"schema": "sallyport.package/1", "name": "acme-limits", "kind": "capability", "version": "1.0.0", "publisher": "Acme", "summary": "Watches limits", "api": "%s",
         "parts": [{"path": "%s", "role": "bundle", "length": %d, "sha256": "%s"}]}""".formatted(api, jar.getFileName(), Files.size(jar), Digests.sha256(jar));
    return Descriptor.parse(json.getBytes(StandardCharsets.UTF_8), "package.json");
  }

  /** The codes of what a release would break of it. */
  List<String> codes(Path release) {
    return problems(release).stream().map(Refusal::code).toList();
  }

  List<Refusal> problems(Path release) {
    return new PackageJudge(PlatformRelease.open(release, Optional.empty())).problems(descriptor, part -> jar);
  }
}
