package io.sallyport.connector.opcua;

/** The link cannot be made or kept; says in which state that leaves it. */
final class LinkException extends RuntimeException {
  private final LinkState state;
  private final transient Problem problem;

  LinkException(LinkState state, Problem problem, Throwable cause) {
    super(problem.message(), cause);
    this.state = state;
    this.problem = problem;
  }

  LinkException(LinkState state, Problem problem) {
    this(state, problem, null);
  }

  LinkState state() {
    return state;
  }

  Problem problem() {
    return problem;
  }
}
