package io.sallyport.shell;

import io.sallyport.identity.Login;
import io.sallyport.identity.Roles;
import io.sallyport.trust.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.karaf.shell.support.CommandException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Says of a command that a person's role may not use that it is so, and who may; Karaf, which has the last word on it, would say that it is not
 * found. While such a line runs, a function that refuses stands before the command; whatever gets past it meets Karaf's rule. It is for the
 * words of the line as they are written: what is put together at run time is still "not found". Thread-safe.
 */
@Component(service = CommandSessionListener.class)
public final class DeniedCommands implements CommandSessionListener {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}(?::[A-Za-z0-9_.-]{1,64})?");
  private static final String NOBODY = "nobody";
  private static final String EVERY_SCOPE = "*:";
  private static final int MOST_WORDS = 200;

  private final Function<String, List<String>> rolesOf;

  @Activate
  public DeniedCommands(@Reference AccessConfigurations rules) {
    this(rules::roles);
  }

  /** @param rolesOf who may use {@code SCOPE:NAME}; empty if everybody may */
  DeniedCommands(Function<String, List<String>> rolesOf) {
    this.rolesOf = rolesOf;
  }

  @Override
  public void beforeExecute(CommandSession session, CharSequence line) {
    if (Login.current().flatMap(Login::over).isPresent()) {
      return; // the command itself says why
    }
    for (String word : words(line)) {
      if (session.get(word) == null || word.indexOf(':') > 0) {
        denied(session, word).ifPresent(refusal -> session.put(word, new Refusing(refusal)));
      }
    }
  }

  /** Empty for a word that is no command, or one that this person may use. */
  private Optional<Refusal> denied(CommandSession session, String word) {
    Set<String> own = Caller.roles();
    List<String> commands = commands(session, word);
    List<Set<String>> roles = commands.stream().map(command -> Set.copyOf(rolesOf.apply(command))).toList();
    boolean all = !commands.isEmpty() && roles.stream().noneMatch(may -> may.isEmpty() || may.stream().anyMatch(own::contains));
    return all ? Optional.of(refusal(commands.get(0), own, roles.get(0))) : Optional.empty();
  }

  private static Refusal refusal(String command, Set<String> own, Set<String> roles) {
    List<String> ours = Roles.ALL.stream().filter(own::contains).toList();
    String who = ours.isEmpty() ? "who has no role" : ours.size() == 1 ? "the role " + ours.get(0) : "the roles " + String.join(", ", ours);
    return roles.equals(Set.of(NOBODY))
        ? new Refusal(ConsoleDenials.CODE, "nobody may use this command: it is closed on this appliance", command, "see the console's reference for what there is instead")
        : new Refusal(ConsoleDenials.CODE, who + " may not use this command", command, "have it done in the role " + roles.stream().sorted().collect(Collectors.joining(" or ")));
  }

  /** What the word may stand for: itself, or the commands of that name in whatever scope. */
  private static List<String> commands(CommandSession session, String word) {
    if (word.indexOf(':') > 0) {
      return session.get(word) == null ? List.of() : List.of(word);
    }
    List<String> found = new ArrayList<>();
    if (session.get(".commands") instanceof Set<?> all && session.get(EVERY_SCOPE + word) != null) {
      all.stream().map(String::valueOf).filter(name -> name.endsWith(":" + word)).sorted().forEach(found::add);
    }
    return found;
  }

  private static Set<String> words(CharSequence line) {
    Matcher words = WORD.matcher(line);
    return words.results().map(MatchResult::group).limit(MOST_WORDS).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Exception failure) {
    clear(session, line);
  }

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Object result) {
    clear(session, line);
  }

  private static void clear(CommandSession session, CharSequence line) {
    for (String word : words(line)) {
      if (session.get(word) instanceof Refusing) {
        session.put(word, null);
      }
    }
  }

  /** Stands before a command. */
  private record Refusing(Refusal refusal) implements org.apache.felix.service.command.Function {
    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws CommandException {
      throw new CommandException(refusal.message());
    }
  }
}
