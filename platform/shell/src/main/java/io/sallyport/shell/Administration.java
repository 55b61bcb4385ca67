package io.sallyport.shell;

import io.sallyport.audit.Actor;
import io.sallyport.identity.Realm;
import io.sallyport.identity.User;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import org.apache.karaf.shell.api.action.lifecycle.Reference;

/** Base of the commands that act in the name of who is logged in. */
public abstract class Administration extends SallyportCommand {
  @Reference
  private Realm realm;

  protected final Realm realm() {
    return realm;
  }

  /** The person, in their main role. @throws RefusedException SP-SHELL-0004 if they were disabled after they logged in */
  protected final Actor actor() {
    return actor(realm, user());
  }

  static Actor actor(Realm realm, String id) {
    User person = realm.user(id).filter(User::enabled).orElseThrow(() -> new RefusedException(
        new Refusal("SP-SHELL-0004", "this person's access has ended", "user " + id, "log in as somebody else: sallyport console -u USER")));
    return new Actor.Person(person.id(), person.mainRole());
  }
}
