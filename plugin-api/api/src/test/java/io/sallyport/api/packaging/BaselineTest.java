package io.sallyport.api.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Jar;
import aQute.bnd.version.Version;
import aQute.bnd.version.VersionRange;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API keeps what it promised: against {@code src/baseline/sallyport-api.jar}, the API as it was last released. That jar is exchanged
 * for a release of the API and for nothing else (docs/partners/compatibility.md).
 */
class BaselineTest {
  private static final File BASELINE = new File("src/baseline/sallyport-api.jar");
  private static final File CLASSES = new File("target/classes");
  private static final Path SOURCES = Path.of("src/main/java/io/sallyport/api");

  @TempDir
  Path directory;

  @Test
  void theVersionSaysWhatHasChanged() throws Exception {
    try (Jar older = new Jar(BASELINE); Jar newer = new Jar(CLASSES)) {
      Baseline changes = Baseline.compare(older, newer);
      Version needed = changes.needed(version(older));
      assertTrue(new Version(ApiVersion.VERSION).compareTo(needed) >= 0, "the API must become " + needed + " in ApiVersion, because of " + changes);
    }
  }

  @Test
  void rangeAndFilterBeginAtTheVersionAndEndBeforeTheNextBreak() {
    Version version = new Version(ApiVersion.VERSION);
    Version end = version.getMajor() > 0 ? new Version(version.getMajor() + 1, 0, 0) : new Version(0, version.getMinor() + 1, 0);
    VersionRange range = new VersionRange(ApiVersion.RANGE);
    assertEquals(version, range.getLow());
    assertEquals(end, range.getHigh());
    assertTrue(range.includeLow() && !range.includeHigh());
    assertEquals("(&(version>=" + version + ")(!(version>=" + end + ")))", ApiVersion.FILTER);
  }

  @Test
  void whatAPluginMayMissOrMustImplementBreaks() throws Exception {
    breaks("lifecycle/Plugin.java", "  void stop();", "  void stop();\n  void pause();", "new: /io.sallyport.api.lifecycle/io.sallyport.api.lifecycle.Plugin/pause()");
    breaks("signal/SignalSink.java", "void accept(SignalBatch batch);", "void take(SignalBatch batch);", "gone: /io.sallyport.api.signal/io.sallyport.api.signal.SignalSink/accept(");
    breaks("insight/Severity.java", "NORMAL, MEDIUM", "NORMAL", "gone: /io.sallyport.api.insight/io.sallyport.api.insight.Severity/MEDIUM");
    breaks("inference/ModelIdentity.java", "String digest) {", "String digest, int epoch) {", "gone: /io.sallyport.api.inference/io.sallyport.api.inference.ModelIdentity/<init>(");
    breaks("signal/Quality.java", "public byte code()", "byte code()", "gone: /io.sallyport.api.signal/io.sallyport.api.signal.Quality/code()");
  }

  @Test
  void whatAPluginMayUseBesidesIsAdded() throws Exception {
    adds("lifecycle/Plugin.java", "  void stop();", "  void stop();\n  default void pause() {}");
    adds("signal/SignalSink.java", "void accept(SignalBatch batch);", "void accept(SignalBatch batch);\n  void flush();");
    adds("insight/Severity.java", "CRITICAL", "CRITICAL, FATAL");
  }

  @Test
  void nothingChangedAsksForNothing() throws Exception {
    try (Jar older = new Jar(CLASSES); Jar newer = new Jar(CLASSES)) {
      Baseline changes = Baseline.compare(older, newer);
      assertEquals(new Baseline(Set.of(), Set.of()), changes);
      assertEquals(new Version(1, 2, 3), changes.needed(new Version(1, 2, 3)));
    }
  }

  @Test
  void whichVersionAChangeAsksFor() {
    Baseline breaking = new Baseline(Set.of("gone: x"), Set.of("new: y"));
    assertEquals(new Version(0, 3, 0), breaking.needed(new Version(0, 2, 4)));
    assertEquals(new Version(2, 0, 0), breaking.needed(new Version(1, 2, 3)));
    Baseline adding = new Baseline(Set.of(), Set.of("new: y"));
    assertEquals(new Version(0, 2, 5), adding.needed(new Version(0, 2, 4)));
    assertEquals(new Version(1, 3, 0), adding.needed(new Version(1, 2, 3)));
  }

  private void breaks(String source, String from, String to, String what) throws Exception {
    Baseline changes = changed(source, from, to);
    assertTrue(changes.breaking().stream().anyMatch(change -> change.startsWith(what)), changes.toString());
  }

  private void adds(String source, String from, String to) throws Exception {
    Baseline changes = changed(source, from, to);
    assertEquals(Set.of(), changes.breaking());
    assertTrue(!changes.added().isEmpty(), source);
  }

  /** The API as it is, compared with itself after a change of one source. */
  private Baseline changed(String source, String from, String to) throws Exception {
    String text = Files.readString(SOURCES.resolve(source));
    assertTrue(text.contains(from), source + " lacks " + from);
    Path folder = Files.createTempDirectory(directory, "changed");
    Path file = Files.writeString(folder.resolve(Path.of(source).getFileName()), text.replace(from, to));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    try (StandardJavaFileManager files = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
      assertTrue(ToolProvider.getSystemJavaCompiler().getTask(null, files, null, List.of("-proc:none", "-d", classes.toString()), null, files.getJavaFileObjects(file)).call());
    }
    try (Jar older = new Jar(CLASSES); Jar newer = new Jar(CLASSES); Jar change = new Jar(classes.toFile())) {
      newer.addAll(change);
      return Baseline.compare(older, newer);
    }
  }

  private static Version version(Jar api) throws Exception {
    String provided = api.getManifest().getMainAttributes().getValue(new Attributes.Name("Provide-Capability"));
    return new Version(provided.replaceFirst(".*io\\.sallyport\\.api;version:Version=\"([0-9.]+)\".*", "$1"));
  }
}
