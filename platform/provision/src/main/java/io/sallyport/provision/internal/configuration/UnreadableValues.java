package io.sallyport.provision.internal.configuration;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;

/**
 * Keeps values that are not even of their type from the platform's own parts, which would throw instead of starting, and what needs them with
 * them, the console first: the default holds, and {@link SettingsCheck} says so. Values out of their range pass: who reads them has more to say.
 * Packages get everything; theirs is to show what they cannot take. Thread-safe.
 */
@Component(service = {ConfigurationPlugin.class, UnreadableValues.class}, property = ConfigurationPlugin.CM_RANKING + ":Integer=0")
public final class UnreadableValues implements ConfigurationPlugin {
  private final DeclaredSettings declared;
  private final Path folder;

  @Activate
  public UnreadableValues(BundleContext context, @Reference MetaTypeService metatypes) {
    this(context, metatypes, Path.of(Optional.ofNullable(context.getProperty("sallyport.data")).orElse("")));
  }

  UnreadableValues(BundleContext context, MetaTypeService metatypes, Path data) {
    this.declared = new DeclaredSettings(context, metatypes);
    this.folder = ConfigurationFile.folder(data);
  }

  @Override
  public void modifyConfiguration(ServiceReference<?> reader, Dictionary<String, Object> properties) {
    keys(properties).forEach(properties::remove);
  }

  /** Those of a platform part's only configuration, if it was made of a file of the site. */
  Set<String> keys(Dictionary<String, Object> properties) {
    Set<String> keys = new HashSet<>();
    if (properties.get("service.pid") instanceof String pid && properties.get("service.factoryPid") == null && ConfigurationFile.of(properties).filter(file -> folder.equals(file.getParent())).isPresent()) {
      declared.ofPlatform(pid).forEach(definition -> keys.addAll(Keys.unreadable(definition, properties)));
    }
    return keys;
  }
}
