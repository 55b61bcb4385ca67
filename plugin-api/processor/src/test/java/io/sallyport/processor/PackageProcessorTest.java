package io.sallyport.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.packaging.ApiVersion;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule for a package's annotation, kept and broken. */
class PackageProcessorTest {
  private static final String CONNECTOR = """
      package com.acme;
      import io.sallyport.api.lifecycle.Plugin;
      import io.sallyport.api.packaging.*;
      import org.osgi.service.component.annotations.Component;
      @ConnectorPackage(
          name = "acme-plc",
          summary = "Reads \\"registers\\"",
          publisher = "Acme",
          gxp = Gxp.SUPPORTING,
          roles = {"operator", "integrator"},
          qualification = "IQ,OQ",
          conduits = {
              @Conduit(name = "plc", direction = Direction.OUT, protocol = "modbus", address = "10.0.0.7", port = 502, why = "reads registers"),
              @Conduit(name = "alarm", direction = Direction.IN, protocol = "tcp", address = "127.0.0.1", port = 7000, why = "takes alarms")})
      @Component(service = Plugin.class)
      public final class Plc implements Plugin {
        public void start() {}
        public void stop() {}
      }
      """;

  private static final String CAPABILITY = """
      package com.acme;
      import io.sallyport.api.lifecycle.Plugin;
      import io.sallyport.api.packaging.CapabilityPackage;
      import org.osgi.service.component.annotations.Component;
      @CapabilityPackage(name = "acme-limits", summary = "Watches limits", publisher = "Acme")
      @Component(service = Plugin.class)
      public final class Limits implements Plugin {
        public void start() {}
        public void stop() {}
      }
      """;

  @TempDir
  Path directory;

  @Test
  void aConnectorsDraftSaysWhatItsAnnotationSays() throws IOException {
    JsonObject draft = draft(Compilation.of(directory, CONNECTOR).succeeded());
    assertEquals("sallyport.package/1", draft.string("schema"));
    assertEquals("acme-plc", draft.string("name"));
    assertEquals("connector", draft.string("kind"));
    assertEquals("Reads \"registers\"", draft.string("summary"));
    assertEquals(ApiVersion.RANGE, draft.string("api"));
    assertEquals("supporting", draft.string("gxp"));
    assertEquals(List.of("operator", "integrator"), draft.strings("roles"));
    assertEquals("IQ,OQ", draft.object("qualification").string("scope"));
    assertEquals(List.of("out", "in"), draft.objects("conduits").stream().map(conduit -> conduit.string("direction")).toList());
    assertEquals(502, draft.objects("conduits").get(0).integer("port"));
    assertEquals("plc", draft.objects("conduits").get(0).string("name"));
    assertTrue(!draft.has("version") && !draft.has("parts"), "those are the build's");
  }

  @Test
  void aCapabilityHasDefaultsAndNoConduits() throws IOException {
    JsonObject draft = draft(Compilation.of(directory, CAPABILITY).succeeded());
    assertEquals("capability", draft.string("kind"));
    assertEquals("none", draft.string("gxp"));
    assertEquals(List.of("operator"), draft.strings("roles"));
    assertEquals(List.of(), draft.objects("conduits"));
  }

  @Test
  void withoutAPackageNothingIsWritten() throws IOException {
    Compilation compilation = Compilation.of(directory, CAPABILITY.replaceAll("@CapabilityPackage.*\n", "")).succeeded();
    assertTrue(Files.notExists(compilation.classes().resolve("META-INF/sallyport")));
  }

  @Test
  void theAnnotationStandsOnAPluginThatIsAComponent() throws IOException {
    capability("implements Plugin ", "", "SP-SDK-0001", "Limits carries the package's annotation and is no Plugin", "@CapabilityPackage");
    capability("@Component(service = Plugin.class)", "", "SP-SDK-0002", "not registered as a Plugin", "@CapabilityPackage");
    capability("@Component(service = Plugin.class)", "@Component(service = Runnable.class)", "SP-SDK-0002", "not registered as a Plugin", "@CapabilityPackage");
    Compilation.of(directory, CAPABILITY.replace("(service = Plugin.class)", "")).succeeded();
  }

  @Test
  void oneBundleIsOnePackage() throws IOException {
    Compilation.of(directory, CAPABILITY, CONNECTOR).failed("SP-SDK-0003", "a second package in this bundle", "Package(");
  }

  @Test
  void namesAreThoseOfTheImporter() throws IOException {
    capability("acme-limits", "Acme-Limits", "SP-SDK-0004", "cannot be called \"Acme-Limits\"", "@CapabilityPackage");
    capability("acme-limits", "", "SP-SDK-0004", "cannot be called", "@CapabilityPackage");
    capability("acme-limits", "audit", "SP-SDK-0005", "belongs to the platform", "@CapabilityPackage");
    capability("acme-limits", "sallyport-limits", "SP-SDK-0005", "belongs to the platform", "@CapabilityPackage");
  }

  @Test
  void linesAreLines() throws IOException {
    capability("Watches limits", " ", "SP-SDK-0006", "summary is blank", "@CapabilityPackage");
    capability("publisher = \"Acme\"", "publisher = \"\"", "SP-SDK-0006", "publisher is blank", "@CapabilityPackage");
    capability("Watches limits", "two\\nlines", "SP-SDK-0006", "more than one line", "@CapabilityPackage");
    connector("why = \"reads registers\"", "why = \"\"", "SP-SDK-0006", "why is blank", "why = \"\"");
    connector("protocol = \"modbus\"", "protocol = \" \"", "SP-SDK-0006", "protocol is blank", "protocol = \" \"");
    connector("address = \"10.0.0.7\"", "address = \"\"", "SP-SDK-0006", "address is blank", "address = \"\"");
  }

  @Test
  void portsAreInRange() throws IOException {
    connector("port = 502", "port = 0", "SP-SDK-0007", "not 0", "port = 0");
    connector("port = 502", "port = 65536", "SP-SDK-0007", "not 65536", "port = 65536");
    Compilation.of(directory, CONNECTOR.replace("port = 502", "port = 65535")).succeeded();
  }

  @Test
  void rolesAndScopesExist() throws IOException {
    connector("\"integrator\"", "\"root\"", "SP-SDK-0008", "there is no role \"root\"", "roles =");
    for (String scope : List.of("", "IQ, OQ", "OQ,OQ", "XQ", "IQ,")) {
      connector("\"IQ,OQ\"", "\"" + scope + "\"", "SP-SDK-0009", "is no scope of qualification", "qualification =");
    }
    Compilation.of(directory, CONNECTOR.replace("\"IQ,OQ\"", "\"IQ,OQ,PQ\"")).succeeded();
  }

  @Test
  void conduitsDifferAndSeveralHaveNames() throws IOException {
    connector("direction = Direction.IN, protocol = \"tcp\", address = \"127.0.0.1\", port = 7000", "direction = Direction.OUT, protocol = \"modbus\", address = \"10.0.0.7\", port = 502",
        "SP-SDK-0010", "declared twice", "alarm");
    connector("name = \"alarm\", ", "", "SP-SDK-0011", "no name of its own", "takes alarms");
    connector("name = \"alarm\"", "name = \"plc\"", "SP-SDK-0011", "no name of its own", "takes alarms");
  }

  private void capability(String from, String to, String code, String words, String marker) throws IOException {
    Compilation.of(directory, CAPABILITY.replace(from, to)).failed(code, words, marker);
  }

  private void connector(String from, String to, String code, String words, String marker) throws IOException {
    Compilation.of(directory, CONNECTOR.replace(from, to)).failed(code, words, marker);
  }

  private static JsonObject draft(Compilation compilation) throws IOException {
    return Json.parseObject(compilation.text(Draft.FILE).getBytes(StandardCharsets.UTF_8), Draft.FILE);
  }
}
