package io.sallyport.capability.visionqc;

import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import java.nio.file.Path;
import java.util.Optional;

/** A station from start to stop: its line, and its folder if it has one. Thread-safe. */
final class Watch {
  private final Settings settings;
  private final Line line;
  private final Counters counters;
  private final Optional<Inbox> inbox;
  private Optional<Schedule> schedule = Optional.empty();

  /** @param folder the package's own */
  Watch(Settings settings, Line line, Path folder, Counters counters) {
    this.settings = settings;
    this.line = line;
    this.counters = counters;
    this.inbox = settings.folder() ? Optional.of(new Inbox(folder.resolve("stations").resolve(settings.name()), settings.folderKeep(), line)) : Optional.empty();
  }

  void start(Scheduler scheduler) {
    line.open();
    schedule = inbox.map(folder -> scheduler.every(settings.poll(), folder::look));
  }

  /** Returns when nothing of it runs any more. */
  void stop() {
    inbox.ifPresent(Inbox::close);
    line.close();
    schedule.ifPresent(Schedule::close);
  }

  Settings settings() {
    return settings;
  }

  Line line() {
    return line;
  }

  /** What keeps it from its work, empty if nothing does. */
  String problem() {
    String problem = line.problem().isEmpty() ? inbox.map(Inbox::problem).orElse("") : line.problem();
    return problem.isEmpty() ? "" : settings.name() + ": " + problem;
  }

  @Override
  public String toString() {
    return settings.name() + ": " + counters;
  }
}
