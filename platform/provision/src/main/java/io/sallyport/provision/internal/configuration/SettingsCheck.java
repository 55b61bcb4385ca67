package io.sallyport.provision.internal.configuration;

import io.sallyport.provision.SiteSettings;
import io.sallyport.settings.NotTaken;
import io.sallyport.settings.SiteFolder;
import io.sallyport.trust.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the site's files of settings with what the platform and the packages that run declare: Declarative Services would pass over a misspelt
 * key in silence. What is wrong with a file is written to the log when the file is taken up. Thread-safe.
 */
@Component(service = {SiteSettings.class, ConfigurationListener.class}, immediate = true)
public final class SettingsCheck implements SiteSettings, ConfigurationListener {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsCheck.class);

  private static final String OF_FILES = "(" + ConfigurationFile.ORIGIN + "=*)";

  private final ConfigurationAdmin configurations;
  private final DeclaredSettings declared;
  private final Predicate<String> undeclared;
  private final Path folder;
  private final Supplier<Map<Path, NotTaken>> notTaken;

  @Activate
  public SettingsCheck(BundleContext context, @Reference ConfigurationAdmin configurations, @Reference MetaTypeService metatypes, @Reference ServiceComponentRuntime components,
      @Reference UnreadableValues unreadable, @Reference SiteFolder site) {
    this(context, configurations, metatypes, pid -> components.getComponentDescriptionDTOs().stream().anyMatch(component -> Arrays.asList(component.configurationPid).contains(pid)),
        Path.of(Optional.ofNullable(context.getProperty("sallyport.data")).orElse("")), site::notTaken);
    deliverAgain(unreadable);
  }

  /** What was read before the unreadable values were kept back: who failed by them gets another try. */
  private void deliverAgain(UnreadableValues unreadable) {
    for (Configuration configuration : taken(OF_FILES).values()) {
      Dictionary<String, Object> properties = configuration.getProperties();
      if (!unreadable.keys(properties).isEmpty()) {
        try {
          configuration.update(properties);
        } catch (IOException e) {
          LOG.warn("the settings of {} cannot be delivered again", configuration.getPid(), e);
        }
      }
    }
  }

  /** @param undeclared whether there is a component that reads a PID although its bundle does not declare what */
  SettingsCheck(BundleContext context, ConfigurationAdmin configurations, MetaTypeService metatypes, Predicate<String> undeclared, Path data,
      Supplier<Map<Path, NotTaken>> notTaken) {
    this.notTaken = notTaken;
    this.configurations = configurations;
    this.undeclared = undeclared;
    this.declared = new DeclaredSettings(context, metatypes);
    this.folder = ConfigurationFile.folder(data);
  }

  @Override
  public List<String> problems() {
    Map<Path, Configuration> taken = taken(OF_FILES);
    List<String> problems = new ArrayList<>();
    TreeSet<Path> files = new TreeSet<>(files());
    files.addAll(taken.keySet());
    Map<Path, NotTaken> refused = notTaken.get();
    files.addAll(refused.keySet());
    for (Path file : files) {
      if (refused.containsKey(file)) {
        NotTaken why = refused.get(file);
        problems.add(new Refusal(why.code(), why.what(), file.toString(), why.next()).message());
      } else if (taken.containsKey(file)) {
        compare(file, taken.get(file)).stream().map(Refusal::message).forEach(problems::add);
      } else {
        problems.add(notTaken(file).message());
      }
    }
    return problems;
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    if (event.getType() == ConfigurationEvent.CM_UPDATED) {
      try {
        taken("(service.pid=" + event.getPid() + ")").forEach((file, configuration) -> compare(file, configuration).stream()
            .filter(problem -> !problem.code().equals("SP-PLAN-0062")) // who reads it may not be there yet
            .forEach(problem -> LOG.warn("{}", problem.message())));
      } catch (RuntimeException e) {
        LOG.warn("the settings of {} cannot be looked at", event.getPid(), e);
      }
    }
  }

  private List<Refusal> compare(Path file, Configuration configuration) {
    Dictionary<String, Object> properties = configuration.getProperties();
    String pid = Optional.ofNullable(configuration.getFactoryPid()).orElse(configuration.getPid());
    List<ObjectClassDefinition> definitions = declared.of(pid);
    if (properties == null || definitions.isEmpty() && undeclared.test(pid)) {
      return List.of();
    }
    if (definitions.isEmpty()) {
      return List.of(new Refusal("SP-PLAN-0062", "nothing that runs here reads this file", file.toString(), "correct its name, which must be the PID; or let the package run that reads it"));
    }
    return definitions.stream().map(definition -> Keys.problems(file.toString(), definition, properties)).min((a, b) -> Integer.compare(a.size(), b.size())).orElseThrow().stream()
        .map(problem -> told(file, problem)).toList();
  }

  private static Refusal told(Path file, ConfigurationProblem problem) {
    return problem.unusable() ? new Refusal("SP-PLAN-0061", problem.key() + " " + problem.what(), file.toString(), "correct it; it is taken up at once")
        : new Refusal("SP-PLAN-0060", problem.key() + " " + problem.what(), file.toString(), "correct the key or take it out; nothing reads it");
  }

  private static Refusal notTaken(Path file) {
    return new Refusal("SP-PLAN-0063", "the file is not taken up", file.toString(), "name it PID.cfg or PID.config, and see the log for what is wrong in it; one that has just been written is taken up within seconds");
  }

  /** Configurations that were made of the site's files, by file. */
  private Map<Path, Configuration> taken(String filter) {
    Map<Path, Configuration> taken = new TreeMap<>();
    try {
      Configuration[] found = configurations.listConfigurations(filter);
      for (Configuration configuration : found == null ? new Configuration[0] : found) {
        ConfigurationFile.of(configuration.getProperties()).filter(file -> folder.equals(file.getParent())).ifPresent(file -> taken.put(file, configuration));
      }
      return taken;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without those that an editor or a program is still writing. */
  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().startsWith(".") && !file.getFileName().toString().endsWith("~")).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
