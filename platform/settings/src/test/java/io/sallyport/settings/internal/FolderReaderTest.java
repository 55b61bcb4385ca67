package io.sallyport.settings.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.settings.SettingsChange;
import io.sallyport.settings.SiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;

/** On a real Configuration Admin. */
class FolderReaderTest {
  private static final String HTTP = "io.sallyport.http.cfg";

  @TempDir Path storage;
  @TempDir Path data;
  private final Set<String> declared = new HashSet<>(Set.of("com.acme.limits", "io.sallyport.connector.opcua"));
  private Path folder;
  private TestFramework framework;
  private FolderReader reader;

  @BeforeEach
  void start() throws Exception {
    framework = TestFramework.start(storage);
    folder = Files.createDirectories(data.resolve("site/etc"));
    reader = new FolderReader(folder, framework.admin(), new SitePids(declared::contains), new SettingsContent(Map.of("karaf.data", "/data")));
  }

  @AfterEach
  void stop() throws Exception {
    framework.close();
  }

  @Test
  void whatASiteMaySetIsTakenUpChangedAndRemoved() throws Exception {
    write(HTTP, "port = 8443\n# a remark\nhost = 127.0.0.1\n");
    write("com.acme.limits.config", "signals = [\"V1\", \"V2\"]\nrows = I\"16\"\n");
    write("io.sallyport.conduit-triton.cfg", "url = http://127.0.0.1:1\nfolder = ${karaf.data}/x\n");
    reader.look();
    assertEquals(Map.of(), reader.notTaken());
    assertEquals("8443", value("(service.pid=io.sallyport.http)", "port"));
    assertEquals(16, value("(service.pid=com.acme.limits)", "rows"));
    assertEquals("/data/x", value("(service.factoryPid=io.sallyport.conduit)", "folder"));
    assertEquals(folder.resolve(HTTP).toFile().toURI().toString(), value("(service.pid=io.sallyport.http)", FolderReader.ORIGIN));
    write(HTTP, "port = 9443\n");
    reader.look();
    assertEquals("9443", value("(service.pid=io.sallyport.http)", "port"));
    assertNull(value("(service.pid=io.sallyport.http)", "host"));
    Files.delete(folder.resolve(HTTP));
    reader.look();
    assertNull(framework.admin().listConfigurations("(service.pid=io.sallyport.http)"));
  }

  /** Each would change rules, places or code of the platform. */
  @Test
  void whatBelongsToThePlatformIsRefusedWhoeverDeclaresIt() throws Exception {
    List<String> names = List.of("org.apache.felix.fileinstall-evil.cfg", "org.apache.karaf.command.acl.shell.cfg", "org.apache.karaf.features.cfg", "org.ops4j.pax.logging.cfg",
        "org.ops4j.datasource-evil.cfg", "org.ops4j.pax.url.mvn.cfg", "jmx.acl.whitelist.cfg", "org.apache.felix.http.cfg", "io.sallyport.identity.realm.cfg", "io.sallyport.evil.cfg",
        "felix.fileinstall.x.cfg", "io.sallyport.http-second.cfg", "io.sallyport.conduit.cfg", "karaf.x.cfg", "org.osgi.service.log.admin.cfg");
    names.forEach(name -> declared.add(name.replaceAll("(-.*)?\\.cfg", "")));
    for (String name : names) {
      write(name, "a = b\n");
    }
    reader.look();
    assertNull(framework.admin().listConfigurations(null));
    assertEquals(names.size(), reader.notTaken().values().stream().filter(problem -> problem.code().equals("SP-PLAN-0120")).count(), () -> reader.notTaken().toString());
  }

  @Test
  void namesThatAreNoneAreRefused() throws Exception {
    for (String name : List.of("IO.SALLYPORT.http.cfg", "io.sallyport.http.CFG", "io.sallyport.http.json", "limits.cfg", "io.sallyport.conduit~x.cfg", "io.sallyport.http.cfg.bak", "io..sallyport.cfg")) {
      write(name, "a = b\n");
    }
    reader.look();
    assertNull(framework.admin().listConfigurations(null));
    assertTrue(reader.notTaken().values().stream().allMatch(problem -> problem.code().equals("SP-PLAN-0063")), () -> reader.notTaken().toString());
    assertEquals(7, reader.notTaken().size());
  }

  /** As little as possible is opened, and nothing can hold the reader up. */
  @Test
  void linksPipesFoldersAndLargeFilesAreRefused() throws Exception {
    Path elsewhere = Files.writeString(data.resolve("elsewhere.cfg"), "port = 1\n");
    Files.createSymbolicLink(folder.resolve(HTTP), elsewhere);
    assertEquals(0, new ProcessBuilder("mkfifo", folder.resolve("io.sallyport.audit.cfg").toString()).start().waitFor());
    Files.createDirectory(folder.resolve("io.sallyport.provision.cfg"));
    Files.write(folder.resolve("io.sallyport.inference.cfg"), new byte[SafeFile.MAX_BYTES + 1]);
    write("io.sallyport.diode.cfg", "drop.folder = /x\n");
    assertTimeoutPreemptively(Duration.ofSeconds(20), reader::look);
    assertEquals(4, reader.notTaken().size(), () -> reader.notTaken().toString());
    assertTrue(reader.notTaken().values().stream().allMatch(problem -> problem.code().equals("SP-PLAN-0121")), () -> reader.notTaken().toString());
    assertEquals("/x", value("(service.pid=io.sallyport.diode)", "drop.folder"), "the neighbour is taken up");
  }

  @Test
  void aFolderThatIsALinkIsNotRead() throws Exception {
    write(HTTP, "port = 1\n");
    Files.move(folder, data.resolve("elsewhere"));
    Files.createSymbolicLink(folder, data.resolve("elsewhere"));
    reader.look();
    assertNull(framework.admin().listConfigurations(null));
    assertEquals("SP-PLAN-0121", reader.notTaken().get(folder).code());
  }

  @Test
  void whatASiteMayNotWriteIsRefusedAsAWhole() throws Exception {
    for (String line : List.of("password = $[secret:users.properties]", "x = ${env:HOME}", "x = ${user.home}", "felix.fileinstall.filename = file:/etc/x", "service.pid = org.apache.x",
        "log.target = (a=b)", "log.cardinality.minimum = 0", "<properties/>", "component.name = x")) {
      write(HTTP, "port = 1\n" + line + "\n");
      if (line.startsWith("<")) {
        write(HTTP, line);
      }
      reader.look();
      assertEquals("SP-PLAN-0121", reader.notTaken().get(folder.resolve(HTTP)).code(), line);
      assertNull(framework.admin().listConfigurations(null), line);
    }
  }

  @Test
  void twoFilesForOneConfigurationAreNotGuessedBetween() throws Exception {
    write(HTTP, "port = 1\n");
    write("io.sallyport.http.config", "port = \"2\"\n");
    reader.look();
    assertEquals("1", value("(service.pid=io.sallyport.http)", "port"));
    assertEquals("SP-PLAN-0121", reader.notTaken().get(folder.resolve("io.sallyport.http.config")).code());
  }

  @Test
  void aPackagesSettingsWaitForIt() throws Exception {
    write("org.example.pump.cfg", "a = b\n");
    reader.look();
    assertTrue(reader.notTaken().get(folder.resolve("org.example.pump.cfg")).waiting());
    declared.add("org.example.pump");
    reader.look();
    assertEquals("b", value("(service.pid=org.example.pump)", "a"));
    assertEquals(Map.of(), reader.notTaken());
  }

  @Test
  void eachChangeIsToldBeforeItTakesEffectAndWhatCannotBeRecordedDoesNotHappen() throws Exception {
    write(HTTP, "port = 1\n");
    write("org.apache.karaf.shell.cfg", "a = b\n");
    reader.look();
    List<SettingsChange> told = new ArrayList<>();
    SiteFolder.Recording recording = reader.record(told::add);
    assertEquals(List.of(SettingsChange.Kind.TAKEN, SettingsChange.Kind.REFUSED), told.stream().map(SettingsChange::kind).toList());
    assertEquals(64, told.get(0).sha256().length());
    recording.close();
    SiteFolder.Recording failing = reader.record(change -> {
      throw new IllegalStateException("the log failed");
    });
    write(HTTP, "port = 2\n");
    reader.look();
    assertEquals("1", value("(service.pid=io.sallyport.http)", "port"));
    failing.close();
    reader.record(told::add);
    reader.look();
    assertEquals("2", value("(service.pid=io.sallyport.http)", "port"));
    assertEquals(3, told.size());
  }

  private void write(String name, String text) throws IOException {
    Path part = Files.writeString(folder.resolve(".part"), text);
    Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private Object value(String filter, String key) throws Exception {
    Configuration[] found = framework.admin().listConfigurations(filter);
    assertEquals(1, found == null ? 0 : found.length, filter);
    return found[0].getProperties().get(key);
  }
}
