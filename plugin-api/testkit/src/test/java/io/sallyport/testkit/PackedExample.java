package io.sallyport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Bundles made of classes of this test's own class path, as bnd would write them. */
final class PackedExample {
  private static final String COMPONENT = """
      <?xml version="1.0" encoding="UTF-8"?>
      <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%1$s" init="%2$d" configuration-pid="com.acme.example">
        <service><provide interface="io.sallyport.api.lifecycle.Plugin"/></service>
        %3$s<implementation class="%1$s"/>
      </scr:component>
      """;

  private PackedExample() {}

  /** The good example. */
  static Path pressure(String version, Path folder) {
    return pack(folder.resolve("pressure-" + version + ".jar"), "pressure", version, component("Pressure", 6, """
        <property name="asset" value="pump-1"/><property name="limit.high" type="Double" value="3.0"/><property name="severity" value="HIGH"/>
        <property name="silence.ms" type="Long" value="60000"/><property name="signals">pressure
        </property>
        """ + reference("signal.SignalSource", 0) + reference("inference.InferenceService", 1) + reference("insight.InsightSink", 2) + reference("workorder.WorkOrderSink", 3)
        + "<reference name=\"Clock\" interface=\"java.time.Clock\" parameter=\"4\"/>\n"), List.of("Pressure", "PressureConfig"));
  }

  /** A plugin of the examples that needs nothing. */
  static Path plain(String type, Path folder) {
    return pack(folder.resolve(type + ".jar"), type.toLowerCase(Locale.ROOT), "1.0.0", component(type, 0, ""), List.of(type));
  }

  /** A plugin whose platform does not exist. */
  static Path unsatisfied(Path folder) {
    return pack(folder.resolve("unsatisfied.jar"), "unsatisfied", "1.0.0",
        component("Quiet", 0, "<reference name=\"Missing\" interface=\"java.lang.Runnable\"/>\n"), List.of("Quiet"));
  }

  /** A bundle that also imports that package. */
  static Path importing(String imported, Path folder) {
    return pack(folder.resolve("importing.jar"), "importing", "1.0.0", component("Quiet", 0, ""), List.of("Quiet"), "," + imported);
  }

  private static String component(String type, int parameters, String content) {
    return COMPONENT.formatted("io.sallyport.testkit.example." + type, parameters, content);
  }

  private static String reference(String type, int parameter) {
    return "<reference name=\"%1$s\" interface=\"io.sallyport.api.%1$s\" parameter=\"%2$d\"/>%n".formatted(type, parameter);
  }

  private static Path pack(Path jar, String name, String version, String component, List<String> types) {
    return pack(jar, name, version, component, types, "");
  }

  private static Path pack(Path jar, String name, String version, String component, List<String> types, String alsoImported) {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "com.acme." + name);
    headers.putValue("Bundle-Version", version);
    headers.putValue("Sallyport-Package", name + ";version=" + version);
    headers.putValue("Service-Component", "OSGI-INF/component.xml");
    headers.putValue("Import-Package", "io.sallyport.api.check,io.sallyport.api.inference,io.sallyport.api.insight,io.sallyport.api.lifecycle,"
        + "io.sallyport.api.signal,io.sallyport.api.tensor,io.sallyport.api.workorder" + alsoImported);
    try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest)) {
      put(out, "OSGI-INF/component.xml", component.getBytes(StandardCharsets.UTF_8));
      for (String type : types) {
        String entry = "io/sallyport/testkit/example/" + type + ".class";
        try (InputStream in = PackedExample.class.getClassLoader().getResourceAsStream(entry)) {
          put(out, entry, in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
  }
}
