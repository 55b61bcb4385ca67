package io.sallyport.audit;

import java.util.Objects;
import java.util.Optional;

/** Who did what is recorded. */
public sealed interface Actor {
  /** The person's user id, or the part's name. */
  String name();

  /**
   * A person, in the role in which they acted.
   *
   * @param session of theirs over HTTP, as {@code identity:session-list} names it; empty at the console
   */
  record Person(String user, String role, Optional<String> session) implements Actor {
    public Person {
      user = Text.clean(Objects.requireNonNull(user, "user"));
      role = Text.clean(Objects.requireNonNull(role, "role"));
      session = session.map(Text::clean);
    }

    /** Without a session. */
    public Person(String user, String role) {
      this(user, role, Optional.empty());
    }

    @Override
    public String name() {
      return user;
    }
  }

  /** A part of the platform, acting without a person. */
  record Part(String system) implements Actor {
    public Part {
      system = Text.clean(Objects.requireNonNull(system, "system"));
    }

    @Override
    public String name() {
      return system;
    }
  }
}
