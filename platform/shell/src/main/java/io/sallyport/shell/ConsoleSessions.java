package io.sallyport.shell;

import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Login;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Ends what runs in sessions whose login is over: loops, background jobs, Karaf's long commands, also those whose connection is gone. Each
 * command is refused by the roles of the login; this ends what would go on trying. A command of ours that is at work is never broken off in
 * the middle: its session ends after it. Thread-safe.
 */
@Component(service = {CommandSessionListener.class, ConsoleSessions.class})
public final class ConsoleSessions implements CommandSessionListener {
  private final Map<CommandSession, Running> sessions = new WeakHashMap<>();
  private final Runnable watch;

  @Activate
  public ConsoleSessions(@Reference LiveIdentity identity) {
    this.watch = identity.watch(this::end);
  }

  @Deactivate
  void stop() {
    watch.run();
  }

  @Override
  public void beforeExecute(CommandSession session, CharSequence line) {
    running(session).ifPresent(running -> running.endIfOver(session));
  }

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Exception failure) {}

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Object result) {}

  /**
   * Begins a command that must not be broken off.
   *
   * @return ends it; nothing is thrown there
   * @throws RefusedException {@code SP-IDENTITY-0030} to {@code -0033} if the login is over: the command does not begin
   */
  Runnable begin(CommandSession session) {
    Optional<Running> running = running(session);
    running.ifPresent(Running::begin);
    return () -> running.ifPresent(begun -> begun.finish(session));
  }

  private void end(String person) {
    List<Map.Entry<CommandSession, Running>> theirs;
    synchronized (sessions) {
      theirs = sessions.entrySet().stream().filter(entry -> entry.getValue().login.person().equals(person))
          .map(entry -> Map.entry(entry.getKey(), entry.getValue())).toList();
    }
    theirs.forEach(entry -> entry.getValue().endIfOver(entry.getKey()));
  }

  /** Empty if nobody is logged in. */
  private Optional<Running> running(CommandSession session) {
    synchronized (sessions) {
      return Optional.ofNullable(sessions.get(session))
          .or(() -> Login.current().map(login -> sessions.computeIfAbsent(session, key -> new Running(login))));
    }
  }

  /** What runs in one session. */
  private static final class Running {
    private final Login login;
    private int commands;

    Running(Login login) {
      this.login = login;
    }

    /** Under the same lock as the end: a command that begins later is refused, one that began earlier is waited for. */
    synchronized void begin() {
      Optional<Refusal> over = login.over();
      if (over.isPresent()) {
        throw new RefusedException(over.get());
      }
      commands++;
    }

    synchronized void finish(CommandSession session) {
      commands--;
      endIfOver(session);
    }

    /** Interrupts all of its threads and begins no other. */
    synchronized void endIfOver(CommandSession session) {
      if (commands == 0 && login.over().isPresent()) {
        session.close();
      }
    }
  }
}
