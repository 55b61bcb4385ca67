package io.sallyport.provision.internal.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/**
 * Finds what is wrong with the configurations of a bundle: keys that it does not know, values that it cannot take. What Declarative
 * Services would pass over in silence, or throw when the plugin reads it. Thread-safe; compares again only after a configuration changed.
 */
@Component(service = {ConfigurationCheck.class, ConfigurationListener.class})
public final class ConfigurationCheck implements ConfigurationListener {
  private final ConfigurationAdmin configurations;
  private final MetaTypeService metatypes;
  /** By bundle id; another map after each event. */
  private volatile Map<Long, List<ConfigurationProblem>> known = new ConcurrentHashMap<>();

  @Activate
  public ConfigurationCheck(@Reference ConfigurationAdmin configurations, @Reference MetaTypeService metatypes) {
    this.configurations = configurations;
    this.metatypes = metatypes;
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    known = new ConcurrentHashMap<>();
  }

  /** In the order of their PIDs; empty for a bundle that declares no configuration. */
  public List<ConfigurationProblem> problems(Bundle bundle) {
    return known.computeIfAbsent(bundle.getBundleId(), id -> compare(bundle));
  }

  private List<ConfigurationProblem> compare(Bundle bundle) {
    MetaTypeInformation declared = metatypes.getMetaTypeInformation(bundle);
    List<ConfigurationProblem> problems = new ArrayList<>();
    if (declared != null) {
      compare(declared, List.of(declared.getPids()), "service.pid", problems);
      compare(declared, List.of(declared.getFactoryPids()), "service.factoryPid", problems);
    }
    return List.copyOf(problems);
  }

  private void compare(MetaTypeInformation declared, Collection<String> pids, String property, List<ConfigurationProblem> problems) {
    for (String pid : pids) {
      for (Configuration configuration : of(property, pid)) {
        problems.addAll(Keys.problems(name(configuration, pid), declared.getObjectClassDefinition(pid, null), configuration.getProperties()));
      }
    }
  }

  /** Its file, where there is one. */
  private static String name(Configuration configuration, String pid) {
    return ConfigurationFile.of(configuration.getProperties()).map(Path::toString).orElseGet(() -> pid(configuration, pid));
  }

  private static String pid(Configuration configuration, String pid) {
    return configuration.getFactoryPid() == null ? pid : configuration.getPid();
  }

  private Configuration[] of(String property, String pid) {
    try {
      Configuration[] found = configurations.listConfigurations("(" + property + "=" + pid + ")");
      return found == null ? new Configuration[0] : found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
