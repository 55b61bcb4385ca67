package io.sallyport.provision.internal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.settings.NotTaken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationPlugin;

/** Configurations as Felix File Install makes them of files. */
class SettingsCheckTest {
  @TempDir Path storage;
  @TempDir Path data;
  private Path folder;
  private ConfigurationFramework framework;
  private SettingsCheck check;
  private Map<Path, NotTaken> refused = Map.of();

  @BeforeEach
  void start() throws Exception {
    folder = Files.createDirectories(data.resolve("site/etc"));
    framework = ConfigurationFramework.start(storage);
    framework.installLimits();
    check = new SettingsCheck(framework.context(), framework.admin(), framework.metatypes(), "acme.undeclared"::equals, data, () -> refused);
  }

  @AfterEach
  void stop() throws Exception {
    framework.close();
  }

  @Test
  void goodFilesHaveNoProblem() throws IOException {
    assertEquals(List.of(), check.problems(), "no file yet");
    take("acme.limits.cfg", Map.of("high", "8.5", "asset", "pump"));
    take("acme.undeclared.cfg", Map.of("any", "thing"));
    framework.admin().getConfiguration("acme.other", null).update(new Hashtable<>(Map.of("hihg", 1)));
    Files.writeString(folder.resolve(".acme.limits.cfg.swp"), "half");
    assertEquals(List.of(), check.problems(), "what was not made of a file of the site is nothing of the site's");
  }

  @Test
  void whatIsWrongIsToldWithFileAndKey() throws IOException {
    Path limits = take("acme.limits.cfg", Map.of("hihg", "8.5", "window.rows", "101", "asset", "pump"));
    Path rule = take("acme.rule-boiler.cfg", Map.of("severity", "Low", "asset", "boiler"));
    Path nobody = take("acme.limit.cfg", Map.of("high", "8.5"));
    Path unread = folder.resolve("acme.rule_pump.properties");
    Files.writeString(unread, "asset = pump\n");
    List<String> problems = check.problems();
    assertEquals(5, problems.size(), problems::toString);
    assertTrue(problems.get(0).startsWith("SP-PLAN-0062: nothing that runs here reads this file – " + nobody + " – "), problems::toString);
    assertTrue(problems.get(1).startsWith("SP-PLAN-0060: hihg is not known; known are asset, high, severity, signals, window.rows – " + limits + " – "), problems::toString);
    assertTrue(problems.get(2).startsWith("SP-PLAN-0061: window.rows = 101 is out of its range – " + limits + " – "), problems::toString);
    assertTrue(problems.get(3).startsWith("SP-PLAN-0061: severity = Low is not one of HIGH, LOW – " + rule + " – "), problems::toString);
    assertTrue(problems.get(4).startsWith("SP-PLAN-0063: the file is not taken up – " + unread + " – "), problems::toString);
    assertTrue(limits.isAbsolute());
  }

  @Test
  void whatTheFolderDoesNotTakeIsToldEvenIfSomethingOlderIsInForce() throws IOException {
    Path limits = take("acme.limits.cfg", Map.of("high", "8.5"));
    refused = Map.of(limits, new NotTaken("SP-PLAN-0121", "not a plain file", "replace it", false));
    assertEquals(List.of("SP-PLAN-0121: not a plain file – " + limits + " – replace it"), check.problems());
  }

  @Test
  void aFileOutsideTheFolderIsNotTheSites() throws IOException {
    configuration("acme.limits").update(new Hashtable<>(Map.of("hihg", 1, ConfigurationFile.ORIGIN, data.resolve("acme.limits.cfg").toUri().toString())));
    assertEquals(List.of(), check.problems());
  }

  /** Who reads a value that is not of its type gets an exception, and would not start. */
  @Test
  void whatIsNotOfItsTypeIsKeptFromThePlatformAndNothingElseIs() throws IOException {
    UnreadableValues values = new UnreadableValues(framework.context(), framework.metatypes(), data);
    framework.context().registerService(ConfigurationPlugin.class, values, new Hashtable<>(Map.of(ConfigurationPlugin.CM_RANKING, 0)));
    take("acme.limits.cfg", Map.of("high", "eight", "window.rows", "101", "severity", "Low", "hihg", "1", "asset", "pump"));
    Dictionary<String, Object> read = configuration("acme.limits").getProcessedProperties(null);
    assertEquals(List.of("eight", "101", "pump"), List.of(configuration("acme.limits").getProperties().get("high"), read.get("window.rows"), read.get("asset")), "out of range is its reader's to say");
    assertTrue(read.get("high") == null && read.get("severity") == null, read::toString);
    take("acme.rule-boiler.cfg", Map.of("high", "eight", "asset", "boiler"));
    assertEquals("eight", configuration("acme.rule-boiler").getProcessedProperties(null).get("high"), "one of several says itself that it is wrong");
    framework.admin().getConfiguration("acme.limits", null).update(new Hashtable<>(Map.of("high", "eight")));
    assertEquals("eight", configuration("acme.limits").getProcessedProperties(null).get("high"), "not of a file of the site");
  }

  private Path take(String name, Map<String, String> settings) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, settings.toString());
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put(ConfigurationFile.ORIGIN, file.toUri().toString());
    configuration(name.replace(".cfg", "")).update(new Hashtable<>(properties));
    return file;
  }

  private Configuration configuration(String name) throws IOException {
    int dash = name.indexOf('-');
    return dash < 0 ? framework.admin().getConfiguration(name, null) : framework.admin().getFactoryConfiguration(name.substring(0, dash), name.substring(dash + 1), null);
  }
}
