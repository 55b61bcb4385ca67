package io.sallyport.connector.opcua;

import java.util.Optional;

/**
 * A look at the link.
 *
 * @param problem what is wrong, if something is
 * @param connects sessions made since the start
 * @param resubscribes subscriptions made anew within a session since the start
 */
record LinkStatus(LinkState state, Optional<Problem> problem, long connects, long resubscribes) {
  static final LinkStatus STOPPED = new LinkStatus(LinkState.STOPPED, Optional.empty(), 0, 0);

  LinkStatus with(LinkState other, Problem why) {
    return new LinkStatus(other, Optional.ofNullable(why), connects, resubscribes);
  }

  LinkStatus connected(Problem partial) {
    return new LinkStatus(LinkState.LIVE, Optional.ofNullable(partial), connects + 1, resubscribes);
  }

  LinkStatus resubscribed(Problem partial) {
    return new LinkStatus(LinkState.LIVE, Optional.ofNullable(partial), connects, resubscribes + 1);
  }
}
