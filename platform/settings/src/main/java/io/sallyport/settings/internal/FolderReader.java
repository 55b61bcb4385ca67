package io.sallyport.settings.internal;

import io.sallyport.settings.NotTaken;
import io.sallyport.settings.SettingsChange;
import io.sallyport.settings.SiteFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the folder with what was taken from it, each time it is asked to look. Thread-safe. */
final class FolderReader implements SiteFolder {
  /** Under which a configuration says of which file it is, as Felix File Install does. */
  static final String ORIGIN = "felix.fileinstall.filename";
  static final int MAX_FILES = 1000;
  private static final int MAX_KEPT = 10_000;
  private static final String ANYWHERE = "?";
  private static final Logger LOG = LoggerFactory.getLogger(FolderReader.class);

  private final Path folder;
  private final ConfigurationAdmin configurations;
  private final SitePids pids;
  private final SettingsContent content;
  private final Map<Path, Seen> seen = new TreeMap<>();
  private final Deque<SettingsChange> kept = new ArrayDeque<>();
  private Optional<Consumer<SettingsChange>> recorder = Optional.empty();
  private volatile Map<Path, NotTaken> notTaken = Map.of();

  /**
   * What became of a file.
   *
   * @param state of the file when it was looked at, with what its name meant then
   * @param configuration what is in force of it, if anything
   */
  private record Seen(Object state, Optional<Configuration> configuration, Optional<NotTaken> problem) {}

  FolderReader(Path folder, ConfigurationAdmin configurations, SitePids pids, SettingsContent content) {
    this.folder = folder.toAbsolutePath().normalize();
    this.configurations = configurations;
    this.pids = pids;
    this.content = content;
  }

  @Override
  public Map<Path, NotTaken> notTaken() {
    return notTaken;
  }

  @Override
  public synchronized Recording record(Consumer<SettingsChange> next) {
    recorder = Optional.of(next);
    while (!kept.isEmpty()) {
      next.accept(kept.peekFirst());
      kept.removeFirst();
    }
    return () -> end(next);
  }

  private synchronized void end(Consumer<SettingsChange> ended) {
    recorder = recorder.filter(current -> current != ended);
  }

  /** Takes up what changed. Never throws for what lies in the folder. */
  synchronized void look() {
    Map<Path, NotTaken> problems = new LinkedHashMap<>();
    List<Path> files = files(problems);
    for (Path gone : new ArrayList<>(seen.keySet())) {
      if (!files.contains(gone)) {
        attempt(gone, () -> remove(gone));
      }
    }
    Map<String, Path> owners = new HashMap<>();
    for (Path file : files) {
      attempt(file, () -> look(file, owners));
      Optional.ofNullable(seen.get(file)).flatMap(Seen::problem).ifPresent(problem -> problems.put(file, problem));
    }
    notTaken = Collections.unmodifiableMap(problems);
  }

  private void attempt(Path file, Runnable change) {
    try {
      change.run();
    } catch (RuntimeException e) {
      LOG.warn("the settings of {} are looked at again", file, e);
    }
  }

  private void look(Path file, Map<String, Path> owners) {
    Optional<SettingsName> name = SettingsName.of(file.getFileName().toString());
    Optional<NotTaken> problem = name.isEmpty() ? Optional.of(new NotTaken("SP-PLAN-0063", "the file is not taken up", "name it PID.cfg or PID.config", false)) : problem(name.get(), file, owners);
    Object state;
    try {
      state = List.of(problem, new SafeFile(file).state());
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      problem = problem.or(() -> Optional.of(unusable(e)));
      state = problem;
    }
    Seen before = seen.get(file);
    if (before == null || !before.state().equals(state)) {
      if (problem.isPresent()) {
        refuse(file, state, problem.get(), "");
      } else {
        take(file, name.orElseThrow(), state);
      }
    }
  }

  private Optional<NotTaken> problem(SettingsName name, Path file, Map<String, Path> owners) {
    Path owner = owners.putIfAbsent(name.pid() + "-" + name.instance().orElse(""), file);
    if (owner != null) {
      return Optional.of(new NotTaken("SP-PLAN-0121", "another file sets the same: " + owner.getFileName(), "keep one of them", false));
    }
    return pids.refusal(name).map(reason -> new NotTaken(reason.waiting() ? "SP-PLAN-0062" : "SP-PLAN-0120", reason.what(), reason.next(), reason.waiting()));
  }

  private void take(Path file, SettingsName name, Object state) {
    byte[] bytes;
    Dictionary<String, Object> settings;
    String sha256 = "";
    try {
      bytes = new SafeFile(file).read();
      sha256 = sha256(bytes);
      settings = content.parse(bytes);
    } catch (IOException e) {
      refuse(file, state, unusable(e), sha256);
      return;
    }
    tell(new SettingsChange(SettingsChange.Kind.TAKEN, file, sha256, Optional.empty()));
    settings.put(ORIGIN, file.toFile().toURI().toString());
    try {
      Configuration configuration = name.instance().isPresent() ? configurations.getFactoryConfiguration(name.pid(), name.instance().get(), ANYWHERE)
          : configurations.getConfiguration(name.pid(), ANYWHERE);
      configuration.updateIfDifferent(settings);
      seen.put(file, new Seen(state, Optional.of(configuration), Optional.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What held before holds on, until the next start. */
  private void refuse(Path file, Object state, NotTaken problem, String sha256) {
    if (!problem.waiting()) {
      LOG.warn("{}: {} – {} – {}", problem.code(), problem.what(), file, problem.next());
      tell(new SettingsChange(SettingsChange.Kind.REFUSED, file, sha256, Optional.of(problem)));
    }
    Optional<Configuration> inForce = Optional.ofNullable(seen.get(file)).flatMap(Seen::configuration);
    seen.put(file, new Seen(state, inForce, Optional.of(problem)));
  }

  private void remove(Path file) {
    Seen gone = seen.get(file);
    if (gone.configuration().isPresent()) {
      tell(new SettingsChange(SettingsChange.Kind.REMOVED, file, "", Optional.empty()));
      try {
        gone.configuration().get().delete();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (IllegalStateException deleted) {
        LOG.debug("somebody else deleted the configuration of {}", file, deleted);
      }
    }
    seen.remove(file);
  }

  private void tell(SettingsChange change) {
    if (recorder.isPresent()) {
      recorder.get().accept(change);
      return;
    }
    kept.addLast(change);
    if (kept.size() > MAX_KEPT) {
      kept.removeFirst();
    }
  }

  /** Sorted; without those that an editor or a program is still writing. */
  private List<Path> files(Map<Path, NotTaken> problems) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        problems.put(folder, new NotTaken("SP-PLAN-0121", "not a directory of its own", "make it a directory, not a link", false));
      }
      return files;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, child -> !isBeingWritten(child.getFileName().toString()))) {
      for (Path child : children) {
        if (files.size() == MAX_FILES) {
          problems.put(folder, new NotTaken("SP-PLAN-0121", "more than " + MAX_FILES + " files", "take some out", false));
          break;
        }
        files.add(child);
      }
    } catch (IOException e) {
      problems.put(folder, unusable(e));
    }
    Collections.sort(files);
    return files;
  }

  private static boolean isBeingWritten(String name) {
    return name.startsWith(".") || name.endsWith("~");
  }

  private static NotTaken unusable(IOException e) {
    return new NotTaken("SP-PLAN-0121", "the file cannot be taken up: " + e.getMessage(), "correct or replace it; what held before holds until the next start", false);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
