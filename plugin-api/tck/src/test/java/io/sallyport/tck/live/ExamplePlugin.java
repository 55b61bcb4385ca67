package io.sallyport.tck.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import io.sallyport.tck.pack.PackageAssembly;
import io.sallyport.tck.pack.PackageContent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A small plugin that keeps every rule – it watches a signal, asks a model, has a setting and, as a connector, connects – unless one of its
 * methods is replaced. Compiled with the annotation processor and packed by bnd, as in a partner's build.
 */
final class ExamplePlugin {
  private static final String SOURCE = """
      package com.acme;
      import io.sallyport.api.check.*; import io.sallyport.api.inference.*; import io.sallyport.api.lifecycle.*; import io.sallyport.api.packaging.*; import io.sallyport.api.schedule.*;
      import io.sallyport.api.signal.*; import io.sallyport.api.tensor.*; import java.net.*; import java.time.*; import java.util.*; import java.util.concurrent.*;
      import org.osgi.service.component.annotations.*; import org.osgi.service.metatype.annotations.*;
      %ANNOTATION%
      @Component(service = Plugin.class, configurationPid = "com.acme.example") @Designate(ocd = Example.Config.class)
      public final class Example implements Plugin {
        @ObjectClassDefinition(name = "Example") public @interface Config { @AttributeDefinition(description = "Largest value", min = "1", max = "9") int most() default 5; }
        private final SignalSource signals; private final SignalSink sink; private final Scheduler scheduler; private final InferenceService inference; private volatile Config config;
        private final List<AutoCloseable> open = new ArrayList<>(); private volatile String problem = "";
        @Activate public Example(@Reference SignalSource signals, @Reference SignalSink sink, @Reference Scheduler scheduler, @Reference InferenceService inference, Config config) {
          this.signals = signals; this.sink = sink; this.scheduler = scheduler; this.inference = inference; this.config = config; %ACTIVATE% }
        @Modified void modified(Config changed) { config = changed; }
        @Override public void prepare() { %PREPARE% }
        @Override public List<CheckResult> prove() { %PROVE% }
        private CheckResult most() { return new CheckResult("most", config.most() >= 1 && config.most() <= 9, "" + config.most(), "1 to 9"); }
        @Override public synchronized void start() { %START% }
        private void watch() { open.add(signals.subscribe("pump", Set.of("pressure"), this::accept)); }
        private void connect() { CountDownLatch ended = new CountDownLatch(1); Thread link = new Thread(() -> { while (true) { try (Socket socket = new Socket("10.0.0.7", 502)) { return; } catch (java.io.IOException e) { problem = "the peer is away"; }
          try { if (ended.await(20, TimeUnit.MILLISECONDS)) { return; } } catch (InterruptedException e) { return; } } }, "acme-link"); link.start(); open.add(() -> { ended.countDown(); link.join(); }); }
        void accept(SignalBatch batch) { %ACCEPT% }
        void ask(double value) { if (Double.isFinite(value)) { inference.infer(new InferenceRequest("acme", Map.of("x", Tensor.ofFloats(Shape.of(1, 1), new float[] {(float) value})), "c")); } }
        @Override public synchronized void stop() { %STOP% }
        private void end() { for (AutoCloseable each : open) { try { each.close(); } catch (Exception e) { throw new IllegalStateException(e); } } open.clear(); }
        @Override public Health health() { %HEALTH% }
      }
      """;
  private static final String CAPABILITY = "@CapabilityPackage(name = \"acme-example\", summary = \"An example\", publisher = \"Acme\")";
  private static final String CONNECTOR = "@ConnectorPackage(name = \"acme-example\", summary = \"An example\", publisher = \"Acme\", conduits = @Conduit(direction = Direction.OUT,"
      + " protocol = \"modbus\", address = \"10.0.0.7\", port = 502, why = \"reads the pump's registers\"))";

  private final Map<String, String> parts = new LinkedHashMap<>();

  private ExamplePlugin(String annotation) {
    parts.put("ANNOTATION", annotation);
    parts.put("ACTIVATE", "");
    parts.put("PREPARE", "");
    parts.put("PROVE", "return List.of(most());");
    parts.put("STOP", "end();");
  }

  static ExamplePlugin capability() {
    return new ExamplePlugin(CAPABILITY).with("START", "watch();").with("ACCEPT", "for (int i = 0; i < Math.min(3, batch.size()); i++) { ask(batch.value(i)); }").with("HEALTH", "return Health.ok(\"\");");
  }

  static ExamplePlugin connector() {
    return new ExamplePlugin(CONNECTOR).with("START", "connect();").with("ACCEPT", "").with("HEALTH", "return problem.isEmpty() ? Health.ok(\"\") : Health.degraded(problem);");
  }

  /** @param part {@code ACTIVATE PREPARE PROVE START ACCEPT STOP HEALTH} */
  ExamplePlugin with(String part, String statements) {
    parts.put(part, statements);
    return this;
  }

  /** Builds it and makes its package. @return the package's folder */
  Path build(Path folder) throws Exception {
    Files.createDirectories(folder);
    Path bundle = folder.resolve("example.jar");
    Path classes = compile(folder);
    try (Builder builder = new Builder()) {
      builder.setProperty("Bundle-SymbolicName", "com.acme.example");
      builder.setProperty("Bundle-Version", "1.0.0");
      builder.setProperty("Bundle-License", "Apache-2.0");
      builder.setProperty("-dsannotations-options", "norequirements");
      builder.setProperty("-noextraheaders", "true");
      builder.setJar(new Jar(classes.toFile()));
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        builder.addClasspath(new File(entry));
      }
      builder.build().write(bundle.toFile());
      assertEquals(List.of(), builder.getErrors());
    }
    Path changelog = Files.writeString(folder.resolve("CHANGELOG.md"), "# acme-example 1.0.0\nFirst release.\n");
    Path made = folder.resolve("package");
    PackageAssembly.write(new PackageContent(bundle, Optional.empty(), changelog, List.of(), List.of()), made);
    return made;
  }

  private Path compile(Path folder) throws IOException {
    String text = SOURCE;
    for (Map.Entry<String, String> part : parts.entrySet()) {
      text = text.replace("%" + part.getKey() + "%", part.getValue());
    }
    Path source = Files.writeString(folder.resolve("Example.java"), text);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      assertTrue(compiler.getTask(null, files, null, List.of("--release", "17", "-processor", "io.sallyport.processor.PackageProcessor", "-d", classes.toString()), null, files.getJavaFileObjects(source)).call());
    }
    return classes;
  }
}
