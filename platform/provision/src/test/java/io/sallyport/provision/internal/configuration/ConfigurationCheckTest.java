package io.sallyport.provision.internal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;

/** With Felix's own Configuration Admin and Metatype in a real framework, and a metatype as bnd writes it. */
class ConfigurationCheckTest {
  @TempDir Path storage;
  private ConfigurationFramework framework;
  private ConfigurationAdmin admin;
  private ConfigurationCheck check;
  private Bundle bundle;

  @BeforeEach
  void start() throws Exception {
    framework = ConfigurationFramework.start(storage);
    admin = framework.admin();
    check = new ConfigurationCheck(admin, framework.metatypes());
    BundleContext context = framework.context();
    context.registerService(ConfigurationListener.class, check, null);
    bundle = framework.installLimits();
  }

  @AfterEach
  void stop() throws Exception {
    framework.close();
  }

  @Test
  void whatIsDeclaredIsNoProblem() throws IOException {
    assertEquals(List.of(), check.problems(bundle), "no configuration yet");
    update("acme.limits", Map.of("high", "8.5", "window.rows", 100, "signals", new String[] {"a,b", ""}, "severity", "LOW", "asset", "pump", "felix.fileinstall.filename", "x"));
    update("acme.limits", Map.of("high", 8, "signals", "V1, V2", "asset", ""));
    assertEquals(List.of(), seen());
  }

  @Test
  void aMisspeltKeyIsNamedWithTheKnownOnes() throws IOException {
    update("acme.limits", Map.of("hihg", 8.0, "asset", "pump"));
    assertEquals(List.of("acme.limits: hihg is not known; known are asset, high, severity, signals, window.rows"), seen());
    assertFalse(check.problems(bundle).get(0).unusable());
  }

  @Test
  void valuesThatCannotBeTaken() throws IOException {
    update("acme.limits", Map.of("high", "eight", "window.rows", 101, "severity", "Low", "asset", new String[] {"a", "b"}));
    assertEquals(List.of("acme.limits: asset takes one value, has 2", "acme.limits: high = eight is no number", "acme.limits: severity = Low is not one of HIGH, LOW",
        "acme.limits: window.rows = 101 is out of its range"), seen());
    assertTrue(check.problems(bundle).stream().allMatch(ConfigurationProblem::unusable));
    update("acme.limits", Map.of("window.rows", "1e3", "asset", "pump"));
    assertEquals(List.of("acme.limits: window.rows = 1e3 is no whole number that fits"), seen());
  }

  @Test
  void whatIsShownIsOneShortLine() throws IOException {
    update("acme.limits", Map.of("high", "1\n".repeat(100_000), "k".repeat(10_000), 1, "asset", "pump"));
    assertEquals(2, seen().size());
    assertTrue(seen().stream().allMatch(line -> line.length() < 250 && line.indexOf('\n') < 0), seen()::toString);
  }

  @Test
  void whatHasNoDefaultMustBeThere() throws IOException {
    update("acme.limits", Map.of("high", 1));
    assertEquals(List.of("acme.limits: asset is missing and has no default"), seen());
  }

  @Test
  void eachConfigurationOfAFactoryIsLookedAt() throws IOException {
    admin.getFactoryConfiguration("acme.rule", "boiler", null).update(new Hashtable<>(Map.of("asset", "boiler", "hig", 1)));
    admin.getFactoryConfiguration("acme.rule", "pump", null).update(new Hashtable<>(Map.of("asset", "pump")));
    admin.getFactoryConfiguration("acme.other", "pump", null).update(new Hashtable<>(Map.of("hig", 1)));
    assertEquals(1, seen().size());
    assertTrue(seen().get(0).startsWith("acme.rule~boiler: hig is not known"), seen()::toString);
  }

  @Test
  void aBundleThatDeclaresNothingHasNoProblem() throws Exception {
    Bundle plain = framework.install("plain", "a.txt", "a");
    assertEquals(List.of(), check.problems(plain));
  }

  /** As the event does that comes after a change, which another thread delivers. */
  private List<String> seen() {
    check.configurationEvent(null);
    return check.problems(bundle).stream().map(ConfigurationProblem::toString).toList();
  }

  private void update(String pid, Map<String, Object> properties) throws IOException {
    Configuration configuration = admin.getConfiguration(pid, null);
    configuration.update(new Hashtable<>(new HashMap<>(properties)));
  }
}
