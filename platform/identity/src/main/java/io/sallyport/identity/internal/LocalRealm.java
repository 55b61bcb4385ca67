package io.sallyport.identity.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.EntryBudget;
import io.sallyport.audit.Outcome;
import io.sallyport.identity.AuthenticationResult;
import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Login;
import io.sallyport.identity.Realm;
import io.sallyport.identity.User;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** The realm in a file. The file is read at the start and after that only written: one appliance, one process. */
final class LocalRealm implements Realm, LiveIdentity {
  private static final int MIN_PASSWORD_LENGTH = 8;
  private static final int MAX_PASSWORD_LENGTH = 1024;
  private static final int MAX_COUNTED_ID_LENGTH = 64;
  private static final int HASHES_AT_ONCE = 2;

  private final AccountFile file;
  private final ApproverKeyFiles approverKeys;
  private final AuditLog audit;
  private final Lockout lockout;
  private final EntryBudget entries;
  private final int iterations;
  private final PasswordHash nobody;
  /** Password hashing costs a quarter of a second of CPU: an attacker must not get all cores. */
  private final Semaphore hashing = new Semaphore(HASHES_AT_ONCE, true);
  private final Epochs epochs = new Epochs();
  private final Watchers watchers = new Watchers();
  private final Clock clock;
  private volatile SortedMap<String, Account> accounts;

  LocalRealm(AccountFile file, ApproverKeyFiles approverKeys, AuditLog audit, Clock clock, int iterations) {
    this.file = file;
    this.approverKeys = approverKeys;
    this.audit = audit;
    this.clock = clock;
    this.lockout = new Lockout(clock);
    this.entries = new EntryBudget(clock);
    this.iterations = iterations;
    this.nobody = PasswordHash.ofNone(iterations);
    this.accounts = file.read();
  }

  @Override
  public Optional<User> user(String id) {
    return Optional.ofNullable(accounts.get(id)).map(Account::user);
  }

  @Override
  public List<User> users() {
    return accounts.values().stream().map(Account::user).toList();
  }

  @Override
  public AuthenticationResult authenticate(String id, char[] password) {
    Optional<Instant> locked = lockout.lockedUntil(counted(id));
    if (locked.isPresent()) {
      return new AuthenticationResult.Refused(Refusals.locked(locked.get()));
    }
    hashing.acquireUninterruptibly();
    try {
      return checked(id, password);
    } finally {
      hashing.release();
    }
  }

  /** Looks at the lock again: of many guesses at the same time, those that waited for their turn come too late. */
  private AuthenticationResult checked(String id, char[] password) {
    Optional<Instant> locked = lockout.lockedUntil(counted(id));
    if (locked.isPresent()) {
      return new AuthenticationResult.Refused(Refusals.locked(locked.get()));
    }
    Account account = accounts.get(id);
    boolean matches = matches(account == null ? nobody : account.password(), password);
    if (account != null && matches && account.user().enabled()) {
      lockout.succeeded(counted(id));
      return new AuthenticationResult.Authenticated(account.user());
    }
    lockout.failed(counted(id));
    return new AuthenticationResult.Refused(Refusals.wrong());
  }

  /** One that is too long to be anybody's costs as much as another: what costs nothing can be tried, and must be recorded, without end. */
  private static boolean matches(PasswordHash hash, char[] password) {
    if (password.length <= MAX_PASSWORD_LENGTH) {
      return hash.matches(password);
    }
    char[] beginning = Arrays.copyOf(password, MAX_PASSWORD_LENGTH);
    hash.matches(beginning);
    Arrays.fill(beginning, '\0');
    return false;
  }

  /** Under what failures are counted: what is too long to be anybody's id must not fill the memory. */
  private static String counted(String id) {
    return id.substring(0, Math.min(id.length(), MAX_COUNTED_ID_LENGTH));
  }

  @Override
  public AuthenticationResult login(String id, char[] password, String source) {
    AuthenticationResult result = authenticate(id, password);
    if (result instanceof AuthenticationResult.Authenticated ok) {
      audit.append(AuditEntry.of("login.succeeded").actor(ok.user().id(), ok.user().mainRole()).action("login").object("appliance")
          .source(source).build());
    } else if (result instanceof AuthenticationResult.Refused no) {
      failed(id, no.refusal(), source);
    }
    return result;
  }

  /** A wrong password of somebody is always recorded, for the lock bounds how many there are; what is nobody's, or locked, costs too little for that. */
  private void failed(String id, Refusal why, String source) {
    boolean somebodys = accounts.containsKey(id) && why.code().equals(Refusals.WRONG);
    OptionalLong leftOut = somebodys ? OptionalLong.of(0) : entries.take(source);
    if (leftOut.isEmpty()) {
      return;
    }
    String more = leftOut.getAsLong() == 0 ? "" : "; " + leftOut.getAsLong() + " failures before it were not recorded one by one";
    audit.append(AuditEntry.of("login.failed").actor(shown(id), "none").action("login").object("appliance").outcome(Outcome.REFUSED).code(why.code())
        .reason(why.what() + more).source(source).build());
  }

  /** An id that someone typed may be anything, even a password: what is nobody's is not repeated. */
  private String shown(String id) {
    return accounts.containsKey(id) ? id : "unknown";
  }

  @Override
  public synchronized void enrol(User user, char[] password, String by) {
    requireStrong(password);
    if (accounts.containsKey(user.id())) {
      throw Refusals.taken(user.id());
    }
    requireOwnName(user);
    Account account = new Account(user, PasswordHash.of(password, iterations));
    JsonObject after = JsonObject.builder().put("name", user.name()).put("person", user.person()).put("roles", user.roles()).build();
    replace(account, change("user.enrolled", "enrol", user.id(), by).after(after));
  }

  private void requireOwnName(User user) {
    List<User> namesakes = users().stream().filter(other -> plain(other.name()).equals(plain(user.name()))).toList();
    if (!namesakes.isEmpty() && namesakes.stream().noneMatch(other -> user.person().equals(other.id()) || user.person().equals(other.person()))) {
      throw Refusals.nameTaken(user.id(), namesakes.get(0));
    }
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().replaceAll("[\\s\\p{Z}]+", " ").toLowerCase(Locale.ROOT);
  }

  @Override
  public void disable(String id, String by) {
    markDisabled(id, by);
    watchers.tell(id); // without the lock: somebody who is told may ask
  }

  private synchronized void markDisabled(String id, String by) {
    User user = known(id).user();
    Account disabled = new Account(new User(user.id(), user.name(), user.person(), user.roles(), false), accounts.get(id).password());
    replace(disabled, change("user.disabled", "disable", id, by));
    epochs.end(id, Refusals.disabled(id, by, clock.instant()));
  }

  @Override
  public void changeRoles(String id, Set<String> roles, String by) {
    if (replaceRoles(id, roles, by)) {
      watchers.tell(id);
    }
  }

  /** @return whether one was withdrawn */
  private synchronized boolean replaceRoles(String id, Set<String> roles, String by) {
    Account account = known(id);
    User before = account.user();
    if (!before.enabled()) {
      throw Refusals.noAccess(id);
    }
    User after = new User(id, before.name(), before.person(), roles, true);
    AuditEntry.Builder change = change("user.roles", "change roles", id, by).before(roles(before)).after(roles(after));
    replace(new Account(after, account.password()), change);
    boolean withdrawn = !after.roles().containsAll(before.roles());
    if (withdrawn) {
      epochs.end(id, Refusals.withdrawn(id, by, clock.instant()));
    }
    return withdrawn;
  }

  private static JsonObject roles(User user) {
    return JsonObject.builder().put("roles", user.roles()).build();
  }

  private Account known(String id) {
    return Optional.ofNullable(accounts.get(id)).orElseThrow(() -> Refusals.unknown(id));
  }

  @Override
  public void changePassword(String id, char[] old, char[] fresh) {
    replacePassword(id, old, fresh);
    watchers.tell(id);
  }

  @Override
  public void changePassword(Login own, char[] old, char[] fresh) {
    long epoch = replacePassword(own.person(), old, fresh);
    if (own instanceof LiveLogin login) {
      login.goOn(epoch);
    }
    watchers.tell(own.person());
  }

  private synchronized long replacePassword(String id, char[] old, char[] fresh) {
    if (authenticate(id, old) instanceof AuthenticationResult.Refused refused) {
      audit.append(change("user.password", "change password", shown(id), shown(id)).outcome(Outcome.REFUSED).code(refused.refusal().code())
          .reason(refused.refusal().what()).build());
      throw new RefusedException(refused.refusal());
    }
    requireStrong(fresh);
    approverKeys.prepare(id, old, fresh);
    Account changed = new Account(accounts.get(id).user(), PasswordHash.of(fresh, iterations));
    replace(changed, change("user.password", "change password", id, id));
    epochs.end(id, Refusals.passwordChanged(id, clock.instant()));
    approverKeys.promote(id);
    return epochs.of(id);
  }

  @Override
  public Optional<User> current(String id) {
    return user(id).filter(User::enabled);
  }

  @Override
  public long epoch(String id) {
    return epochs.of(id);
  }

  @Override
  public Optional<Refusal> over(String id, long epoch) {
    Optional<Refusal> ended = epochs.over(id, epoch);
    return ended.isPresent() || current(id).isPresent() ? ended : Optional.of(Refusals.ended(id));
  }

  @Override
  public void left(Login login) {
    if (login instanceof LiveLogin live && live.over().isEmpty()) { // else the reason is another, and all have been told
      live.leave(Refusals.left(login.person()));
      watchers.tell(login.person());
    }
  }

  @Override
  public Runnable watch(Consumer<String> changed) {
    return watchers.add(changed);
  }

  private AuditEntry.Builder change(String type, String action, String id, String by) {
    AuditEntry.Builder entry = AuditEntry.of(type).action(action).object("user/" + id);
    return user(by).map(u -> entry.actor(u.id(), u.mainRole())).orElseGet(() -> entry.system(by));
  }

  private static void requireStrong(char[] password) {
    if (password.length < MIN_PASSWORD_LENGTH || password.length > MAX_PASSWORD_LENGTH) {
      throw Refusals.weak(MIN_PASSWORD_LENGTH);
    }
  }

  private void replace(Account account, AuditEntry.Builder change) {
    SortedMap<String, Account> changed = new TreeMap<>(accounts);
    changed.put(account.user().id(), account);
    file.write(changed.values(), change);
    accounts = changed;
  }
}
