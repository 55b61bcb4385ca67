package io.sallyport.shell;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.EntryBudget;
import io.sallyport.audit.Outcome;
import io.sallyport.identity.Realm;
import io.sallyport.identity.User;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Records what the console denies and nothing below it would record: commands that a rule keeps from a person, and a signature in another's
 * name. The names of the commands are recorded, never their arguments: those may be secrets. Thread-safe.
 */
@Component(service = {CommandSessionListener.class, ConsoleDenials.class})
public final class ConsoleDenials implements CommandSessionListener {
  static final String CODE = "SP-SHELL-0020";
  private static final Set<String> OWN = Set.of("SP-APPROVE-0006");
  private static final String BY_ARGUMENTS = "Insufficient credentials.";
  private static final Pattern NOT_FOUND = Pattern.compile("Command not found: ([A-Za-z0-9_.:-]{1,64})");
  private static final Pattern REFUSAL = Pattern.compile("(SP-[A-Z]+-[0-9]{4}): (.{1,500}?) – (.{1,100}?) – .*", Pattern.DOTALL);
  private static final Pattern FIRST_WORD = Pattern.compile("\\s*([A-Za-z0-9_.:-]{1,64})");
  private static final int MOST_COMMANDS = 5;

  private final AuditLog audit;
  private final Predicate<String> guarded;
  private final Realm realm;
  private final EntryBudget budget;

  @Activate
  public ConsoleDenials(@Reference AuditLog audit, @Reference AccessConfigurations rules, @Reference Realm realm) {
    this(audit, rules::guards, realm, InstantSource.system());
  }

  ConsoleDenials(AuditLog audit, Predicate<String> guarded, Realm realm, InstantSource clock) {
    this.audit = audit;
    this.guarded = guarded;
    this.realm = realm;
    this.budget = new EntryBudget(clock);
  }

  @Override
  public void beforeExecute(CommandSession session, CharSequence line) {}

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Object result) {}

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Exception failure) {
    denied(caller(), line.toString(), failure);
  }

  /** @param user who is logged in; empty if nobody is */
  void denied(Optional<String> user, String line, Exception failure) {
    String said = Optional.ofNullable(failure.getMessage()).orElse("");
    Matcher notFound = NOT_FOUND.matcher(said);
    Matcher refusal = REFUSAL.matcher(said);
    if (failure instanceof SecurityException && said.equals(BY_ARGUMENTS)) {
      record(user, names(line), CODE, "a rule of the console denies it with these arguments");
    } else if (notFound.matches() && guarded.test(notFound.group(1))) {
      record(user, notFound.group(1), CODE, "no such command, or a rule of the console denies it");
    } else if (refusal.matches() && refusal.group(1).equals(CODE)) {
      record(user, refusal.group(3), CODE, refusal.group(2));
    } else if (refusal.matches() && OWN.contains(refusal.group(1))) {
      record(user, names(line), refusal.group(1), refusal.group(2));
    }
  }

  /** Records a line of whoever is logged in on this thread that did not begin. */
  void refused(Refusal refusal) {
    refused(caller(), refusal);
  }

  /**
   * Records a line that did not begin.
   *
   * @param user who gave it; empty if nobody is known
   */
  public void refused(Optional<String> user, Refusal refusal) {
    record(user, "line", refusal.code(), refusal.what());
  }

  private void record(Optional<String> user, String command, String code, String why) {
    OptionalLong leftOut = budget.take(user.orElse(""));
    if (leftOut.isPresent()) {
      String more = leftOut.getAsLong() == 0 ? "" : "; " + leftOut.getAsLong() + " denials before it were not recorded one by one";
      AuditEntry.Builder entry = AuditEntry.of("console.refused").actor(actor(user)).action("command").object("console/" + command).outcome(Outcome.REFUSED).code(code).reason(why + more);
      audit.append(entry.build());
    }
  }

  private Actor actor(Optional<String> id) {
    return id.flatMap(realm::user).<Actor>map(person -> new Actor.Person(person.id(), person.mainRole())).orElseGet(() -> new Actor.Part("console"));
  }

  /** The first word of each part of a line. */
  private static String names(String line) {
    return Arrays.stream(line.split("[|;\\n]")).map(FIRST_WORD::matcher).filter(Matcher::lookingAt).map(found -> found.group(1)).limit(MOST_COMMANDS).collect(Collectors.joining("+"));
  }

  private static Optional<String> caller() {
    try {
      return Optional.of(Caller.current());
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }
}
