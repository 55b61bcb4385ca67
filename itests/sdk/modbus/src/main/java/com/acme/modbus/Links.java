package com.acme.modbus;

import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** All that runs between start and stop. Thread-safe once made. */
final class Links implements AutoCloseable {
  private final NetThread thread = new NetThread();
  private final List<ServerLink> links = new ArrayList<>();
  private final List<Schedule> schedules = new ArrayList<>();

  /** Begins to poll each server. @throws IllegalStateException if the bundle is being stopped */
  Links(Settings settings, SignalSink sink, Journal journal, Clock clock, Scheduler scheduler) {
    for (Server server : settings.servers().values()) {
      links.add(new ServerLink(server, settings, thread, new Delivery(sink, clock), journal, clock));
    }
    try {
      links.forEach(link -> schedules.add(scheduler.every(settings.poll(), link::poll)));
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
  }

  List<ServerLink> all() {
    return List.copyOf(links);
  }

  /** Ends everything; no sample is delivered and no thread runs once it returns. */
  @Override
  public void close() {
    links.forEach(ServerLink::close);
    schedules.forEach(Schedule::close);
    thread.close();
  }
}
