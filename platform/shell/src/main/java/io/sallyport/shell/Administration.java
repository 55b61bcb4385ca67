package io.sallyport.shell;

import io.sallyport.audit.Actor;
import io.sallyport.identity.Realm;
import io.sallyport.identity.User;
import org.apache.karaf.shell.api.action.lifecycle.Reference;

/** Base of the commands that act in the name of who is logged in. */
public abstract class Administration extends SallyportCommand {
  @Reference
  private Realm realm;

  /** The person, in their main role. */
  protected final Actor actor() {
    return new Actor.Person(user(), realm.user(user()).map(User::mainRole).orElse("none"));
  }
}
