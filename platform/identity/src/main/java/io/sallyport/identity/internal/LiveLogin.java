package io.sallyport.identity.internal;

import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Login;
import io.sallyport.identity.User;
import io.sallyport.trust.Refusal;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** A login that asks identity each time it is asked. Thread-safe. */
final class LiveLogin implements Login, Principal {
  private final String person;
  private final LiveIdentity identity;
  private final BiConsumer<String, Refusal> refused;
  private volatile long epoch;
  private volatile Optional<Refusal> left = Optional.empty();
  private volatile Held held = new Held(null, Set.of());

  /** The roles of one state of the account: computed once for each. */
  private record Held(User user, Set<String> roles) {}

  /**
   * @param epoch as it was before the password was checked
   * @param refused told of each action of a login that is over: person and why
   */
  LiveLogin(String person, long epoch, LiveIdentity identity, BiConsumer<String, Refusal> refused) {
    this.person = person;
    this.epoch = epoch;
    this.identity = identity;
    this.refused = refused;
  }

  @Override
  public String person() {
    return person;
  }

  @Override
  public String getName() {
    return "login of " + person;
  }

  @Override
  public Optional<Refusal> over() {
    Optional<Refusal> gone = left;
    return gone.isPresent() ? gone : identity.over(person, epoch);
  }

  /** It is over for a reason of its own. */
  void leave(Refusal why) {
    left = Optional.of(why);
  }

  /** It goes on after a change that the person made in it. */
  void goOn(long fresh) {
    epoch = fresh;
  }

  /**
   * Whether the person holds a role of Karaf's or of ours now.
   *
   * @throws SecurityException if the login is over: no rule is then asked any further
   */
  boolean holds(String role) {
    Optional<Refusal> over = over();
    if (over.isPresent()) {
      refused.accept(person, over.get());
      throw new SecurityException(over.get().message());
    }
    return roles().contains(role);
  }

  private Set<String> roles() {
    User user = identity.current(person).orElse(null);
    Held known = held;
    if (user == null || known.user() != user) {
      known = new Held(user, user == null ? Set.of() : KarafRoles.of(user));
      held = known;
    }
    return known.roles();
  }
}
