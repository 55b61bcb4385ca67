package io.sallyport.tck.live;

import io.sallyport.api.lifecycle.Health;
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
    return "A value that a setting cannot have, by its own metatype, is refused, fails a check or shows in the health; nothing hangs";
  }

  @Override
  public String why() {
    return "A typing error in a .cfg file must not run unnoticed, nor stop what runs";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    List<Setting> settings = Metatype.read(bench.bundle());
    List<Setting.Garbage> all = settings.stream().flatMap(setting -> setting.garbage().stream()).toList();
    if (all.isEmpty()) {
      return Finding.notApplicable("no setting with a type, bound or option that a value could break");
    }
    return bench.equipped(platform -> {
      Complaint usual = complaint(bench, platform);
      if (usual.refused()) {
        return Finding.failed("it refuses tck.json as it is, or its own defaults: nothing can be told by worse values");
      }
      List<String> faults = new ArrayList<>();
      for (Setting.Garbage garbage : all) {
        Map<String, Object> values = new LinkedHashMap<>(bench.setup().configurations().getOrDefault(garbage.pid(), Map.of()));
        Object before = values.put(garbage.key(), garbage.value());
        platform.configure(garbage.pid(), values);
        Complaint worse = complaint(bench, platform);
        if (!worse.refused() && (worse.health().isEmpty() || !usual.health().isEmpty() && !worse.health().contains(garbage.key()))) {
          faults.add(garbage.key() + " = " + garbage.value() + " runs without a word: " + garbage.why());
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
      return Finding.failedIfAny(faults, all.size() + " impossible values in " + settings.size() + " settings, none of which runs unnoticed");
    });
  }

  /** What becomes of it: refused before it starts, or what its health says if that is not OK. A health that has always something to say must name the setting. */
  private record Complaint(boolean refused, String health) {}

  private static Complaint complaint(Bench bench, FrameworkPlatform platform) {
    InstalledBundle installed = bench.install(platform);
    try {
      TestPlugin plugin = installed.plugin();
      plugin.prepare();
      if (!Steps.failed(plugin.prove()).isEmpty()) {
        return new Complaint(true, "");
      }
      plugin.start();
      Health health = plugin.health();
      return new Complaint(false, health.status() == Health.Status.OK ? "" : health.detail());
    } catch (RuntimeException e) {
      return new Complaint(e.getMessage() != null && !e.getMessage().isBlank(), "");
    } catch (AssertionError e) {
      if (String.valueOf(e.getMessage()).contains("has not returned within")) {
        throw e;
      }
      return new Complaint(true, ""); // Declarative Services refuses the value
    } finally {
      platform.platform().findings().take();
      installed.uninstall();
    }
  }
}
