package io.sallyport.tck.live;

import io.sallyport.tck.Finding;
import io.sallyport.testkit.FrameworkPlatform;
import io.sallyport.testkit.InstalledBundle;
import io.sallyport.testkit.TestPlugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that a setting cannot have. */
final class ConfigurationRule implements LiveRule {
  @Override
  public String id() {
    return "SP-TCK-0036";
  }

  @Override
  public String title() {
    return "A value that a setting cannot have by its own metatype makes nothing hang and no exception without words, and with the right value it works again";
  }

  @Override
  public String why() {
    return "The platform itself fails the check of such a value; a plugin that hangs over it cannot be corrected without a restart";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    List<Setting> settings = Metatype.read(bench.bundle());
    List<Setting.Garbage> all = settings.stream().flatMap(setting -> setting.garbage().stream()).toList();
    if (all.isEmpty()) {
      return Finding.notApplicable("no setting with a type, bound or option that a value could break");
    }
    return bench.equipped(platform -> {
      if (!works(bench, platform)) {
        return Finding.failed("it refuses tck.json as it is, or its own defaults: nothing can be told by worse values");
      }
      List<String> faults = new ArrayList<>();
      for (Setting.Garbage garbage : all) {
        Map<String, Object> values = new LinkedHashMap<>(bench.setup().configurations().getOrDefault(garbage.pid(), Map.of()));
        Object before = values.put(garbage.key(), garbage.value());
        platform.configure(garbage.pid(), values);
        try {
          works(bench, platform);
        } catch (IllegalStateException e) {
          faults.add(garbage.key() + " = " + garbage.value() + ", though " + garbage.why() + ": " + e.getMessage());
        }
        if (before == null) {
          values.remove(garbage.key());
        } else {
          values.put(garbage.key(), before);
        }
        if (values.isEmpty()) {
          platform.unconfigure(garbage.pid());
        } else {
          platform.configure(garbage.pid(), values);
        }
      }
      if (!works(bench, platform)) {
        faults.add("with the right values again, it does not prove");
      }
      return Finding.failedIfAny(faults, all.size() + " impossible values in " + settings.size() + " settings");
    });
  }

  /**
   * Whether it proves and starts.
   *
   * @throws IllegalStateException if it hangs, or throws something without a message
   */
  private static boolean works(Bench bench, FrameworkPlatform platform) {
    InstalledBundle installed = bench.install(platform);
    try {
      TestPlugin plugin = installed.plugin();
      plugin.prepare();
      if (!Steps.failed(plugin.prove()).isEmpty()) {
        return false;
      }
      plugin.start();
      plugin.health();
      return true;
    } catch (RuntimeException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new IllegalStateException(e.getClass().getName() + " without a message", e);
      }
      return false;
    } catch (AssertionError e) {
      if (String.valueOf(e.getMessage()).contains("has not returned within")) {
        throw new IllegalStateException(e.getMessage().lines().findFirst().orElse("it hangs"), e);
      }
      return false; // Declarative Services refuses the value
    } finally {
      platform.platform().findings().take();
      installed.uninstall();
    }
  }
}
